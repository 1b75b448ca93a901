"""Models of Keras with random weights, and what Keras on PyTorch makes of them."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.formats.weights.frameworks import keras

MAKERS = {"LSTM": "LSTM", "GRU": "GRU", "RNN": "SimpleRNN"}


@dataclass(frozen=True)
class Case:
    """One layer over sequences: a failing example prints as one line that makes it again."""

    cell: str = "LSTM"
    input_size: int = 3
    hidden_size: int = 4
    bias: bool = True
    reset_after: bool = True
    relu: bool = False
    bidirectional: bool = False
    go_backwards: bool = False
    of_cell: bool = False
    """Whether it is an RNN around a cell."""
    seq_len: int = 4
    batch: int = 2
    seed: int = 0

    def x(self) -> np.ndarray:
        """``(seq_len, batch, input_size)``."""
        draw = np.random.default_rng(self.seed + 1)
        return draw.uniform(-2, 2, (self.seq_len, self.batch, self.input_size)).astype(np.float32)

    def layer(self, name: str = "mine") -> Any:
        given: dict[str, Any] = {"use_bias": self.bias}
        if self.cell == "GRU":
            given["reset_after"] = self.reset_after
        if self.cell == "RNN" and self.relu:
            given["activation"] = "relu"
        layers = keras().layers
        whole: dict[str, Any] = {"return_sequences": True, "name": name}
        if self.bidirectional:
            inner = getattr(layers, MAKERS[self.cell])(self.hidden_size, return_sequences=True, **given)
            return layers.Bidirectional(inner, name=name)
        whole["go_backwards"] = self.go_backwards
        if self.of_cell:
            return layers.RNN(getattr(layers, f"{MAKERS[self.cell]}Cell")(self.hidden_size, **given), **whole)
        return getattr(layers, MAKERS[self.cell])(self.hidden_size, **given, **whole)


def cases(**fixed: Any) -> st.SearchStrategy[Case]:
    drawn: dict[str, st.SearchStrategy[Any]] = {
        "cell": st.sampled_from(list(MAKERS)),
        "input_size": st.integers(1, 4),
        "hidden_size": st.integers(1, 4),
        "bias": st.booleans(),
        "reset_after": st.booleans(),
        "relu": st.booleans(),
        "bidirectional": st.booleans(),
        "go_backwards": st.booleans(),
        "of_cell": st.booleans(),
        "seq_len": st.integers(1, 5),
        "batch": st.integers(1, 3),
        "seed": st.integers(0, 2**31),
    }
    return st.builds(Case, **(drawn | {name: st.just(value) for name, value in fixed.items()}))


def sequential(layers: Sequence[Any], features: int | None, seed: int = 0, **given: Any) -> Any:
    """Layers one after the other, every weight drawn."""
    shape = (None,) if features is None else (None, features)
    return drawn(keras().Sequential([keras().layers.Input(shape), *layers], **given), seed)


def drawn(model: Any, seed: int = 0) -> Any:
    """The model with every weight drawn."""
    draw = np.random.default_rng(seed)
    for variable in model.weights:
        variable.assign(draw.uniform(-1, 1, variable.shape))
    return model


@contextmanager
def quiet() -> Iterator[None]:
    """Keras hands its tensors to NumPy in a way that NumPy warns of."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy")
        yield


def answer(model: Any, x: np.ndarray) -> np.ndarray:
    """The model's output ``(seq_len, batch, features)`` on an input with time first."""
    found: np.ndarray = model(x.swapaxes(0, 1)).detach().cpu().numpy()
    return found.swapaxes(0, 1)


def saved(model: Any, folder: Path, name: str = "model.keras") -> bytes:
    """The bytes of its file."""
    path = folder / name
    with quiet():
        if name.endswith(".weights.h5"):
            model.save_weights(path)
        else:
            model.save(path)
    return path.read_bytes()

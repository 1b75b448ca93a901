"""Small layers of random weights, made by PyTorch or by another framework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st
from torch import nn

CELLS = ("LSTM", "GRU", "RNN")
MAKERS: dict[str, Any] = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
BLOCKS = {"LSTM": 4, "GRU": 3, "RNN": 1}
Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """Everything that makes one: a failing example prints as one line that makes it again."""

    cell: str
    input_size: int = 3
    hidden_size: int = 4
    num_layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    seq_len: int = 5
    batch: int = 2
    seed: int = 0

    @property
    def num_directions(self) -> int:
        return 2 if self.bidirectional else 1

    def features(self, layer: int) -> int:
        """What a layer reads."""
        return self.num_directions * self.hidden_size if layer else self.input_size

    @property
    def draw(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)

    def x(self) -> np.ndarray:
        """An input ``(seq_len, batch, input_size)``."""
        return np.random.default_rng(self.seed + 1).uniform(-2, 2, (self.seq_len, self.batch, self.input_size))

    def module(self) -> nn.RNNBase:
        """PyTorch's module in float64, its weights and biases all different."""
        module: nn.RNNBase = MAKERS[self.cell](
            self.input_size,
            self.hidden_size,
            self.num_layers,
            bias=self.bias,
            bidirectional=self.bidirectional,
            dtype=torch.float64,
        )
        draw = self.draw
        drawn = {name: torch.tensor(draw.uniform(-1, 1, value.shape)) for name, value in module.state_dict().items()}
        module.load_state_dict(drawn, strict=True)
        return module

    def loaded(self, weights: Mapping[str, np.ndarray]) -> nn.RNNBase:
        """PyTorch's module with these weights and no others."""
        module = replace(self, bias="bias_ih_l0" in weights).module()
        module.load_state_dict({name: torch.tensor(value) for name, value in weights.items()}, strict=True)
        return module


def output(module: nn.RNNBase, x: np.ndarray) -> np.ndarray:
    """What PyTorch answers, ``(seq_len, batch, num_directions*hidden_size)``."""
    with torch.no_grad():
        found: np.ndarray = module(torch.tensor(x))[0].numpy()
    return found


def cases(cells: Sequence[str] = CELLS) -> st.SearchStrategy[Case]:
    """Layers of every kind."""
    return st.builds(
        Case,
        cell=st.sampled_from(cells),
        input_size=st.integers(1, 5),
        hidden_size=st.integers(1, 5),
        num_layers=st.integers(1, 2),
        bidirectional=st.booleans(),
        bias=st.booleans(),
        seq_len=st.integers(1, 5),
        batch=st.integers(1, 2),
        seed=st.integers(0, 2**31),
    )

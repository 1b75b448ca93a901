"""Delayed recall: one symbol, then a distance of other ones, then the question which it was.

How far RNN, LSTM and GRU learn it was measured once (``make assets``), over several seeds; `measured` reads it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.assets import asset
from rnnviz.training.forget_bias import set_forget_bias

SYMBOLS = 4
"""To be remembered: guessing is right in one case out of four."""
DISTRACTORS = 4
INPUT_SIZE = SYMBOLS + DISTRACTORS + 1
"""One-hot: the symbols, the distractors, the question."""
HIDDEN_SIZE = 16


class MemoryNetwork(nn.Module):
    """A recurrent layer, and a linear readout of its last hidden state."""

    def __init__(self, recurrent: nn.RNNBase) -> None:
        super().__init__()
        self.recurrent = recurrent
        self.readout = nn.Linear(HIDDEN_SIZE, SYMBOLS)

    def forward(self, input: Float[Tensor, "seq_len batch input_size"]) -> Float[Tensor, "batch symbols"]:
        """Scores of the symbols, before the softmax."""
        output, _ = self.recurrent(input)
        scores: Tensor = self.readout(output[-1])
        return scores


def _open_lstm() -> nn.LSTM:
    module = nn.LSTM(INPUT_SIZE, HIDDEN_SIZE)
    set_forget_bias(module, 1.0)
    return module


NETWORKS: Mapping[str, Callable[[], nn.RNNBase]] = MappingProxyType(
    {
        "RNN": lambda: nn.RNN(INPUT_SIZE, HIDDEN_SIZE),
        "LSTM": lambda: nn.LSTM(INPUT_SIZE, HIDDEN_SIZE),
        "LSTM, forget bias 1": _open_lstm,
        "GRU": lambda: nn.GRU(INPUT_SIZE, HIDDEN_SIZE),
    }
)


def made(name: str) -> MemoryNetwork:
    """One of `NETWORKS`, not trained, its weights from torch's global generator."""
    return MemoryNetwork(NETWORKS[name]())


def cases(
    generator: torch.Generator, count: int, distance: int
) -> tuple[Float[Tensor, "seq_len batch input_size"], Int[Tensor, " batch"]]:
    """Sequences of ``distance + 2`` steps (a symbol, ``distance`` distractors, the question) and their symbols.

    >>> input, symbols = cases(torch.Generator().manual_seed(0), 3, distance=5)
    >>> input.shape, bool((input[0].argmax(dim=-1) == symbols).all())
    (torch.Size([7, 3, 9]), True)
    """
    symbols = torch.randint(SYMBOLS, (count,), generator=generator)
    distractors = SYMBOLS + torch.randint(DISTRACTORS, (distance, count), generator=generator)
    question = torch.full((1, count), INPUT_SIZE - 1)
    indices = torch.cat([symbols[None], distractors, question])
    return nn.functional.one_hot(indices, INPUT_SIZE).float(), symbols


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What came out.

    Attributes:
        distances: distractors between the symbol and the question.
        accuracy: for each of `NETWORKS`, the share of fresh cases recalled, by distance and seed, from 0 to 1.
        settings: what was the same for all of them.
    """

    distances: tuple[int, ...]
    accuracy: Mapping[str, Float[np.ndarray, "distances seeds"]]
    settings: Mapping[str, int | float | str]

    @property
    def chance(self) -> float:
        """The accuracy of guessing."""
        return 1 / SYMBOLS


@lru_cache(maxsize=1)
def measured() -> Measured:
    """The measurement that lies in ``assets/measured``."""
    content = json.loads(asset("measured/memory_task.json").read_text(encoding="utf-8"))
    accuracy = {name: np.array(rows) for name, rows in content["accuracy"].items()}
    for rows in accuracy.values():
        rows.setflags(write=False)
    return Measured(
        distances=tuple(content["distances"]),
        accuracy=MappingProxyType(accuracy),
        settings=MappingProxyType(content["settings"]),
    )

"""The same input through an RNN, an LSTM and a GRU."""

import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import record
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

KINDS: Mapping[str, Callable[..., nn.RNNBase]] = MappingProxyType({"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU})
TEXT = "to be or not to be"
UNITS = 4

TIMED_STEPS, TIMED_ROWS, TIMES = 40, 8, 8


@lru_cache(maxsize=1)
def characters() -> Float[Tensor, "seq_len 1 letters"]:
    """The text as one-hot vectors."""
    letters = sorted(set(TEXT))
    indices = torch.tensor([letters.index(letter) for letter in TEXT])
    return nn.functional.one_hot(indices, len(letters)).float()[:, None]


@lru_cache(maxsize=3)
def module(kind: str) -> nn.RNNBase:
    """A network of that cell type that nobody has trained."""
    with own_draws():
        torch.manual_seed(0)
        return KINDS[kind](characters().shape[-1], UNITS)


@lru_cache(maxsize=3)
def reading(kind: str) -> Recording:
    """It reads the text."""
    return record(module(kind), characters(), labels=[list(TEXT)])


def parameters(made: nn.Module) -> int:
    """How many numbers a module learns."""
    return sum(each.numel() for each in made.parameters())


def counted(kind: str, input_size: int, hidden_size: int) -> int:
    """The parameters of PyTorch's module."""
    return parameters(KINDS[kind](input_size, hidden_size, device="meta"))


@lru_cache(maxsize=8)
def milliseconds(hidden_size: int) -> Mapping[str, float]:
    """One training step (forward and backward) of each, on this machine, now: the shortest of a few."""
    with own_draws():
        torch.manual_seed(0)
        made = {kind: make(hidden_size, hidden_size) for kind, make in KINDS.items()}
        input = torch.randn(TIMED_STEPS, TIMED_ROWS, hidden_size)
    # In turns, so that what else the machine does meets all of them; the first turn warms up.
    turns = [{kind: _seconds(each, input) for kind, each in made.items()} for _ in range(TIMES + 1)][1:]
    found = {kind: min(turn[kind] for turn in turns) for kind in made}
    return MappingProxyType({kind: 1000 * seconds for kind, seconds in found.items()})


def _seconds(made: Any, input: Tensor) -> float:
    started = time.perf_counter()
    made(input)[0].sum().backward()
    return time.perf_counter() - started


def returned(kind: str) -> tuple[Tensor, Tensor, Tensor | None]:
    """output, h_n and, of an LSTM, c_n."""
    with torch.no_grad():
        output, state = module(kind)(characters())
    return (output, *state) if kind == "LSTM" else (output, state, None)

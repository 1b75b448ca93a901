"""The networks of the lesson, run."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from rnnviz.recorder import Recording, record
from rnnviz.tracing import Trace, trace
from rnnviz.training.own_draws import own_draws

SIZE = 2
"""Hidden units of the network that is drawn: both have room."""

FEATURES = 3
"""Of each word."""

Example = tuple[int, int, int, int, int]
"""input_size, hidden_size, num_layers, seq_len, batch."""

CHECKED: Example = (10, 20, 2, 5, 3)

Kept = Literal["stacked", "separate"]


@lru_cache(maxsize=32)
def drawn(layers: int, both: bool, words: tuple[str, ...]) -> Recording:
    """A small LSTM that reads a sentence; each word is a random vector."""
    lstm, input = _made(nn.LSTM(FEATURES, SIZE, layers, bidirectional=both), len(words))
    return record(lstm, input, labels=[list(words)])


def _made(lstm: nn.LSTM, length: int) -> tuple[nn.LSTM, Float[Tensor, "seq_len 1 input_size"]]:
    draws = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.uniform_(-1, 1, generator=draws)
    return lstm, torch.randn(length, 1, lstm.input_size, generator=draws)


@lru_cache(maxsize=16)
def reached(
    layers: int, length: int, kept: Kept = "stacked"
) -> tuple[Bool[np.ndarray, "seq_len words"], Bool[np.ndarray, "seq_len words"]]:
    """Which words reach the forward and the backward half of output at each step: what moves if that word is changed.

    "separate" is one stack of layers for each direction, as PyTorch does not build it.
    """
    lstm, input = _made(nn.LSTM(FEATURES, SIZE, layers, bidirectional=kept == "stacked"), length)
    # Row s of the batch has another word s; what is compared with stands in the last row.
    rows = input.expand(length, length + 1, FEATURES).clone()
    rows[range(length), range(length)] += 1
    with torch.no_grad():
        output = lstm(rows)[0]
    moved = (output[:, :length] != output[:, length:]).unflatten(2, (-1, SIZE)).any(3).numpy()
    forward = moved[..., 0]
    return forward, moved[..., 1] if kept == "stacked" else forward[::-1, ::-1]


def parameters(input_size: int, hidden_size: int, layers: int, both: bool) -> int:
    """How many numbers an LSTM of these sizes holds."""
    lstm = nn.LSTM(input_size, hidden_size, layers, bidirectional=both, device="meta")
    return sum(each.numel() for each in lstm.parameters())


@lru_cache(maxsize=32)
def shapes(kind: str, sizes: Example, both: bool, batch_first: bool = False) -> dict[str, tuple[int, ...]]:
    """The shapes that go in and come out of "LSTM" or "GRU", from a run."""
    input_size, hidden_size, layers, seq_len, batch = sizes
    with own_draws():
        module = getattr(nn, kind)(input_size, hidden_size, layers, bidirectional=both, batch_first=batch_first)
    input = torch.zeros(batch, seq_len, input_size) if batch_first else torch.zeros(seq_len, batch, input_size)
    with torch.no_grad():
        output, final = module(input)
    states = {"h_n": final[0], "c_n": final[1]} if kind == "LSTM" else {"h_n": final}
    return {name: tuple(each.shape) for name, each in {"input": input, "output": output, **states}.items()}


@lru_cache(maxsize=1)
def example() -> tuple[nn.LSTM, Tensor]:
    """The network of 10 features, 20 units, two layers, both ways, and its input of 5 steps and 3 rows."""
    input_size, hidden_size, layers, seq_len, batch = CHECKED
    with own_draws():
        torch.manual_seed(0)
        lstm = nn.LSTM(input_size, hidden_size, layers, bidirectional=True)
        return lstm, torch.randn(seq_len, batch, input_size)


def checked(lstm: nn.LSTM, input: Tensor) -> Sequence[bool]:
    """What the text says about output and h_n, asked of a run."""
    output, (h_n, c_n) = lstm(input)
    forward = output[4, 0, :20] == h_n[2, 0]
    backward = output[0, 0, 20:] == h_n[3, 0]
    beside = output[4, 0, 20:] == h_n[3, 0]
    without = lstm(input, (torch.zeros_like(h_n), torch.zeros_like(c_n)))[0]
    return [bool(forward.all()), bool(backward.all()), bool(beside.any()), torch.equal(output, without)]


@lru_cache(maxsize=1)
def checks() -> Trace:
    """The same, line by line."""
    with torch.no_grad():
        return trace(checked, *example())

"""How many numbers a cell holds."""

from torch import nn

from rnnviz.by_hand import JoinedLSTM

BLOCKS = {"RNN": 1, "GRU": 3, "LSTM": 4}
"""Matrices [d, d + n] of each type."""


def one_bias(kind: str, input_size: int, hidden_size: int) -> int:
    """With one bias for each block: d * (n + d) + d, times the blocks."""
    return BLOCKS[kind] * (hidden_size * (input_size + hidden_size) + hidden_size)


def in_pytorch(kind: str, input_size: int, hidden_size: int) -> int:
    """Counted in PyTorch's module, which has two."""
    module = getattr(nn, kind)(input_size, hidden_size, device="meta")
    return sum(parameter.numel() for parameter in module.parameters())


def by_hand(input_size: int, hidden_size: int) -> int:
    """Counted in an LSTM of four linear layers over the concatenation."""
    return sum(parameter.numel() for parameter in JoinedLSTM(input_size, hidden_size).parameters())

"""A row of letters, one of them marked: the answer is that letter. Attention has something to find.

The mark ``*`` stands before the letter: ``b a * d c`` asks for d. A recurrent layer reads the row; attention gives each
time step a weight, and the answer comes from the weighted sum of the outputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from rnnviz.recorder import Recording, recording
from rnnviz.training.models.stored import stored

LETTERS = "abcdefgh"
MARK = "*"
SYMBOLS = f"{LETTERS}{MARK}"
HIDDEN_SIZE = 12

SHORTEST, LONGEST = 3, 12
"""Letters of a row in training."""
FARTHEST = 24
"""Letters of a row among the cases of "longer"."""

Weights = Literal["trained", "last step"]
"""Which network: with attention, or trained alike to answer from its last output."""

_FILES: dict[Weights, str] = {"trained": "marked", "last step": "marked_last"}

Split = Literal["training", "held out", "longer"]
"""Rows to train on; rows in which the marked letter follows another one than it ever does there; longer rows."""


class TimeAttention(nn.Module):
    """One weight for each time step: two learned maps with tanh between them, and a softmax over time."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN_SIZE, HIDDEN_SIZE)
        self.score = nn.Linear(HIDDEN_SIZE, 1, bias=False)

    def forward(
        self, output: Float[Tensor, "seq_len batch hidden"], there: Bool[Tensor, "seq_len batch"]
    ) -> Float[Tensor, "seq_len batch"]:
        """Weights that sum to 1 over the time steps of each row; 0 where ``there`` says padding."""
        scores = self.score(torch.tanh(self.inner(output))).squeeze(-1)
        return torch.softmax(scores.masked_fill(~there, -torch.inf), dim=0)


class LastStep(nn.Module):
    """The whole weight on the last time step of each row: many-to-one without attention."""

    def forward(
        self, output: Float[Tensor, "seq_len batch hidden"], there: Bool[Tensor, "seq_len batch"]
    ) -> Float[Tensor, "seq_len batch"]:
        """1 at the last step that is no padding, 0 elsewhere."""
        return nn.functional.one_hot(there.sum(dim=0) - 1, len(output)).T.to(output.dtype)


class MarkedNetwork(nn.Module):
    """``nn.GRU`` over one-hot symbols, attention over its outputs, and a linear readout of their weighted sum.

    Without attention it reads its answer from the last output alone.
    """

    def __init__(self, attention: bool = True) -> None:
        super().__init__()
        self.gru = nn.GRU(len(SYMBOLS), HIDDEN_SIZE)
        self.attention = TimeAttention() if attention else LastStep()
        self.readout = nn.Linear(HIDDEN_SIZE, len(LETTERS))

    def forward(
        self, symbols: Float[Tensor, "seq_len batch symbols"], lengths: Int[Tensor, " batch"]
    ) -> tuple[Float[Tensor, "batch letters"], Float[Tensor, "seq_len batch"]]:
        """Scores of the letters before the softmax, and the weights of the attention."""
        output, _ = self.gru(symbols)
        there = torch.arange(len(symbols))[:, None] < lengths
        weights = self.attention(output, there)
        return self.readout(torch.einsum("tb,tbh->bh", weights, output)), weights


def answer_of(row: str) -> str:
    """The rule: the letter after the mark.

    >>> answer_of("ba*dc")
    'd'
    """
    return row[row.index(MARK) + 1]


def cases(generator: torch.Generator, count: int, split: Split = "training") -> list[str]:
    """Random rows of a split; no row can be of two.

    Before the mark stands a letter, or nothing. In training the letter after the mark is never the next one of the
    alphabet (after a never b, after h never a); in rows that are held out it always is.

    >>> cases(torch.Generator().manual_seed(0), 2)
    ['hfad*ddh', '*fcehga']
    """
    least, most = (LONGEST + 1, FARTHEST) if split == "longer" else (SHORTEST, LONGEST)
    found: list[str] = []
    while len(found) < count:
        length = int(torch.randint(least, most + 1, (), generator=generator))
        letters = "".join(LETTERS[index] for index in torch.randint(len(LETTERS), (length,), generator=generator))
        place = int(torch.randint(length, (), generator=generator))
        follows = place > 0 and letters[place] == _next(letters[place - 1])
        if follows == (split == "held out"):
            found.append(letters[:place] + MARK + letters[place:])
    return found


def _next(letter: str) -> str:
    return LETTERS[(LETTERS.index(letter) + 1) % len(LETTERS)]


def tensors(rows: Sequence[str]) -> tuple[Float[Tensor, "seq_len batch symbols"], Int[Tensor, " batch"]]:
    """A batch of rows, one-hot, zeros past the end of each; and their lengths."""
    each = [torch.tensor([SYMBOLS.index(symbol) for symbol in row]) for row in rows]
    one_hot = [nn.functional.one_hot(row, len(SYMBOLS)).float() for row in each]
    return nn.utils.rnn.pad_sequence(one_hot), torch.tensor([len(row) for row in rows])


@lru_cache(maxsize=2)
def load(weights: Weights = "trained") -> MarkedNetwork:
    """One of the two networks."""
    return stored(lambda: MarkedNetwork(attention=weights == "trained"), _FILES[weights])


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the network answers.

    Attributes:
        rows: what was read.
        answers: the likeliest letter for each row.
        chances: how likely each letter is, 0..1.
        attention: the weight of each time step of each row: 0..1, summing to 1 over the steps, 0 past its end.
        recording: the GRU.
    """

    rows: tuple[str, ...]
    answers: tuple[str, ...]
    chances: Float[np.ndarray, "batch letters"]
    attention: Float[np.ndarray, "batch seq_len"]
    recording: Recording


@torch.inference_mode()
def find(rows: Sequence[str], network: MarkedNetwork | None = None) -> Found:
    """Let the network answer, and keep what it looked at.

    >>> find(["ba*dc", "*hgfedcba"]).answers
    ('d', 'h')
    """
    model = load() if network is None else network
    symbols, lengths = tensors(rows)
    with recording(model) as recs:
        scores, weights = model(symbols, lengths)
    return Found(
        rows=tuple(rows),
        answers=tuple(LETTERS[index] for index in scores.argmax(dim=-1)),
        chances=scores.softmax(dim=-1).numpy(),
        attention=weights.T.numpy(),
        recording=recs["gru"],
    )

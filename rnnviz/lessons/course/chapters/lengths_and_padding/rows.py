"""The sentences that a person types, as a batch, and the network that reads them."""

import re
from dataclasses import dataclass
from functools import lru_cache

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from rnnviz.errors import InputError
from rnnviz.tracing import Trace, trace
from rnnviz.words import N_

MOST_ROWS, MOST_WORDS = 5, 6
"""What has room in the figures."""

FEATURES, SIZE, CLASSES = 4, 3, 5

PAD = "<pad>"

Rows = tuple[tuple[str, ...], ...]


def typed_rows(text: str) -> Rows:
    """The sentences of a line, with strokes between them.

    Raises:
        InputError: there are too few or too many, or one has no words or too many.

    >>> typed_rows("we met / she sang")
    (('we', 'met'), ('she', 'sang'))
    """
    rows = tuple(tuple(row.split()) for row in re.split("[/／]", text))
    words = [len(row) for row in rows]
    if not (2 <= len(rows) <= MOST_ROWS and min(words) >= 1 and max(words) <= MOST_WORDS):
        template = N_(
            "The line must have from 2 to {rows} sentences of 1 to {words} words, with / between them, got {got} of "
            "{lengths} words."
        )
        lengths = ", ".join(map(str, words))
        raise InputError("lesson-rows", template, rows=MOST_ROWS, words=MOST_WORDS, got=len(rows), lengths=lengths)
    return rows


@dataclass(frozen=True, eq=False)
class Batch:
    """Sentences as vectors, and a GRU that reads them.

    Attributes:
        gru: batch first.
        sentences: each alone.
        padded: with zeros after each.
    """

    rows: Rows
    gru: nn.GRU
    sentences: tuple[Float[Tensor, "length features"], ...]
    padded: Float[Tensor, "batch seq_len features"]

    @property
    def lengths(self) -> list[int]:
        return [len(row) for row in self.rows]

    @property
    def order(self) -> list[int]:
        """The rows sorted by length, the longest first."""
        return [int(row) for row in torch.tensor(self.lengths).argsort(descending=True, stable=True)]

    def alone(self) -> Float[Tensor, "batch hidden_size"]:
        """The final state of each sentence read by itself."""
        return torch.stack([self.gru(sentence[None])[1][0, 0] for sentence in self.sentences])

    def outputs(self) -> tuple[Float[Tensor, "batch seq_len hidden_size"], Float[Tensor, "batch seq_len hidden_size"]]:
        """The output of the padded batch and that of the packed one."""
        packed = pack_padded_sequence(self.padded, self.lengths, batch_first=True, enforce_sorted=False)
        return self.gru(self.padded)[0], pad_packed_sequence(self.gru(packed)[0], batch_first=True)[0]


@lru_cache(maxsize=32)
def batch_of(text: str) -> Batch:
    """The sentences of a line; each different word is a random vector, the same wherever it stands."""
    rows = typed_rows(text)
    draws = torch.Generator().manual_seed(2)
    gru = nn.GRU(FEATURES, SIZE, batch_first=True).requires_grad_(False)
    for parameter in gru.parameters():
        parameter.uniform_(-1, 1, generator=draws)
    words = {word: torch.randn(FEATURES, generator=draws) for word in dict.fromkeys(sum(rows, ()))}
    sentences = tuple(torch.stack([words[word] for word in row]) for row in rows)
    return Batch(rows, gru, sentences, pad_sequence(list(sentences), batch_first=True))


def read(gru: nn.GRU, padded: Tensor, lengths: list[int]) -> Tensor:
    """Pack, run, unpack; and the last output of each row."""
    packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
    data, batch_sizes = packed.data, packed.batch_sizes
    all_words = batch_sizes.sum() == len(data)
    output, h_n = gru(packed)
    output, ends = pad_packed_sequence(output, batch_first=True)
    last = output[torch.arange(len(ends)), ends - 1]
    agrees: Tensor = all_words & (last == h_n[0])
    return agrees


@lru_cache(maxsize=8)
def line_by_line(text: str) -> Trace:
    """The same, line by line."""
    batch = batch_of(text)
    with torch.no_grad():
        return trace(read, batch.gru, batch.padded, batch.lengths)


def refused(batch: Batch) -> str:
    """What PyTorch says where rows are packed that are not sorted; nothing where they are."""
    try:
        pack_padded_sequence(batch.padded, batch.lengths, batch_first=True)
    except RuntimeError as error:
        return str(error).partition(".")[0]
    return ""


@lru_cache(maxsize=32)
def losses(text: str, more: int) -> tuple[float, float]:
    """The cross-entropy of a fresh readout with ``more`` steps of padding: over all steps, and over the words alone.

    The targets of the padding are class 0, and every word's is one of the others.
    """
    batch = batch_of(text)
    draws = torch.Generator().manual_seed(3)
    readout = torch.randn(CLASSES, SIZE, generator=draws)
    width = batch.padded.shape[1] + more
    targets = torch.zeros(len(batch.rows), width, dtype=torch.long)
    for row, length in enumerate(batch.lengths):
        targets[row, :length] = torch.randint(1, CLASSES, (length,), generator=draws)
    packed = pack_padded_sequence(batch.padded, batch.lengths, batch_first=True, enforce_sorted=False)
    output, _ = pad_packed_sequence(batch.gru(packed)[0], batch_first=True, total_length=width)
    logits = (output @ readout.T).transpose(1, 2)
    every = nn.functional.cross_entropy(logits, targets)
    words = nn.functional.cross_entropy(logits, targets, ignore_index=0)
    return float(every), float(words)

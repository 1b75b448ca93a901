"""What reading a person's data gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float32
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An input for a recurrent module, and how to name its parts.

    Attributes:
        input: shape (seq_len, batch, input_size); zeros past the end of a row.
        labels: for each batch row, one label a time step of its own.
        features: for each entry of the input vector, what it stands for.
        lengths: of the rows (time steps); None where all are of one length.
    """

    input: Float32[Tensor, "seq_len batch input_size"]
    labels: tuple[tuple[str, ...], ...]
    features: tuple[str, ...]
    lengths: tuple[int, ...] | None = None

    @property
    def padded_labels(self) -> tuple[tuple[str, ...], ...]:
        """The labels of an input whose padding is run too: empty past the end of a row.

        >>> from rnnviz.formats import read_text
        >>> read_text("ab" + chr(10) + "a").padded_labels
        (('a', 'b'), ('a', ''))
        """
        return padded_labels(self.labels, len(self.input))


def reading_of(
    rows: Sequence[Float32[Tensor, "_ input_size"]], labels: Sequence[Sequence[str]], features: Sequence[str]
) -> Reading:
    """A reading of some rows, each of one time step or more; shorter ones are padded with zeros."""
    lengths = tuple(map(len, rows))
    return Reading(
        input=torch.nn.utils.rnn.pad_sequence(list(rows)),
        labels=tuple(map(tuple, labels)),
        features=tuple(features),
        lengths=lengths if len(set(lengths)) > 1 else None,
    )


def padded_labels(labels: tuple[tuple[str, ...], ...], seq_len: int) -> tuple[tuple[str, ...], ...]:
    """Labels of rows that are run to the end of the longest: empty past their own."""
    return tuple((*row, *[""] * (seq_len - len(row))) for row in labels)

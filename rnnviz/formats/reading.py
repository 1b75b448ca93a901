"""What reading a person's data gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import InputError
from rnnviz.words import N_


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An input for a recurrent module, and how to name its parts.

    Attributes:
        input: shape (seq_len, batch, input_size); zeros past the end of a row.
        labels: for each batch row, one label a time step of its own.
        features: for each entry of the input vector, what it stands for.
        lengths: of the rows (time steps); None where all are of one length.
    """

    input: Float[Tensor, "seq_len batch input_size"]
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

    @property
    def own_features(self) -> tuple[str, ...] | None:
        """The names of the features, where they are more than their numbers."""
        return None if self.features == tuple(map(str, range(len(self.features)))) else self.features

    @property
    def turned(self) -> "Reading":
        """The same rows from their ends on, each from its own.

        >>> from rnnviz.formats import read_text
        >>> read_text("ab").turned.labels
        (('b', 'a'),)
        """
        lengths = self.lengths or (len(self.input),) * self.input.shape[1]
        rows = [self.input[:length, row].flip(0) for row, length in enumerate(lengths)]
        input = torch.nn.utils.rnn.pad_sequence(rows)
        return Reading(input, tuple(row[::-1] for row in self.labels), self.features, self.lengths)

    def cut(self, lengths: Sequence[int]) -> "Reading":
        """The same rows, each only so long; all of them as they are where no length is given.

        Raises:
            InputError: there are not as many lengths as rows, or one of them is not from 1 to seq_len.
        """
        if not lengths:
            return self
        seq_len, batch = self.input.shape[:2]
        if len(lengths) != batch or not all(1 <= length <= seq_len for length in lengths):
            template = N_(
                "lengths must be {batch} whole numbers from 1 to {seq_len}, one for each row, got {got}. Leave the "
                "field empty for rows of one length."
            )
            got = " ".join(map(str, lengths[:8])) + (" …" if len(lengths) > 8 else "")
            raise InputError("reading-lengths", template, batch=batch, seq_len=seq_len, got=got)
        rows = [self.input[:length, row] for row, length in enumerate(lengths)]
        labels = [self.labels[row][:length] for row, length in enumerate(lengths)]
        return reading_of(rows, labels, self.features)


def reading_of(
    rows: Sequence[Float[Tensor, "_ input_size"]], labels: Sequence[Sequence[str]], features: Sequence[str]
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

"""Numbers of tokens as vectors: rows of an embedding, or one-hot."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.reading import Reading, reading_of
from rnnviz.words import N_

Rows = Float[Tensor, "vocabulary features"] | int
"""An embedding's weight, or the size of one-hot vectors."""


def count_of(table: Rows) -> int:
    """How many tokens can be told apart."""
    return table if isinstance(table, int) else len(table)


def vectors(
    rows: Sequence[Sequence[int]], labels: Sequence[Sequence[str]], table: Rows, features: Sequence[str] = ()
) -> Reading:
    """For each number its row of ``table``, or a one-hot vector.

    Raises:
        InputError: there is no such row, or the input would have too many numbers.
    """
    width = table if isinstance(table, int) else table.shape[1]
    check_count(len(rows) * max(map(len, rows)) * width)
    last = count_of(table) - 1
    for batch, row in enumerate(rows):
        for t, number in enumerate(row):
            if not 0 <= number <= last:
                template = N_(
                    "The number of a token must lie between 0 and {last}, for there are no more rows: at t = {t} of "
                    "row {row}, {label} is {got}."
                )
                named = {"label": repr(labels[batch][t]), "t": t, "row": batch}
                raise InputError("tokens-range", template, last=last, got=number, **named)
    return reading_of([_row(row, table) for row in rows], labels, features or tuple(map(str, range(width))))


def check_count(numbers: int) -> None:
    """Refuse an input of so many numbers, before it is made, where that is too many.

    Raises:
        InputError: it is.
    """
    if numbers > limits.MAX_INPUT_NUMBERS:
        template = N_(
            "Time steps, rows and features of an input multiplied may be up to {most}, got {got}: take fewer of them."
        )
        raise InputError("input-numbers", template, most=f"{limits.MAX_INPUT_NUMBERS:,}", got=f"{numbers:,}")


def _row(numbers: Sequence[int], table: Rows) -> Float[Tensor, "seq_len features"]:
    chosen = torch.tensor(numbers)
    if isinstance(table, int):
        return torch.zeros(len(numbers), table).scatter_(1, chosen[:, None], 1.0)
    return table[chosen]

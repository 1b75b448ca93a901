"""A series of numbers, typed or pasted."""

import re

import torch

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.number import NoNumber, read_number
from rnnviz.formats.reading import Reading, reading_of
from rnnviz.words import N_

WITHOUT_BRACKETS = str.maketrans("", "", "[]()")
"""Numbers are pasted as Python prints its lists."""

BETWEEN = re.compile(r"[\s,;，；、]+")


def read_series(text: str) -> Reading:
    """Numbers separated by spaces, commas or semicolons, each line one batch row; input_size is 1.

    Past the end of a shorter row there are zeros. Lines of one number each are one row read downwards, as a column
    pasted from a spreadsheet is meant.

    Raises:
        InputError: there are no numbers, or more than 2000; an entry is not a number, not finite, or beyond a million
            in magnitude.

    >>> read_series("0.5, -0.2, 0.1").input[:, 0, 0]
    tensor([ 0.5000, -0.2000,  0.1000])
    >>> tuple(read_series("1 2 3; 4").input.shape), tuple(read_series("1 2" + chr(10) + "3 4").input.shape)
    ((4, 1, 1), (2, 2, 1))
    """
    if len(text) > limits.MAX_TYPED:
        template = N_("The series may have up to {most} characters, got {got}: shorten it.")
        raise InputError("series-typed", template, most=limits.MAX_TYPED, got=len(text))
    # A minus sign from typeset text is a minus all the same.
    lines = [BETWEEN.split(line.strip(" \t,;，；、")) for line in text.replace("−", "-").splitlines() if line.strip()]
    rows = [[entry for entry in line if entry] for line in lines]
    rows = [row for row in rows if row]
    if len(rows) > 1 and all(len(row) == 1 for row in rows):
        rows = [[row[0] for row in rows]]
    _check_length(rows)
    values = [[_number(entry, t, batch) for t, entry in enumerate(row)] for batch, row in enumerate(rows)]
    return reading_of(
        [torch.tensor(row, dtype=torch.float32)[:, None] for row in values],
        [[f"{value:.4g}" for value in row] for row in values],
        ["x"],
    )


def _number(entry: str, t: int, batch: int) -> float:
    value = read_number(entry)
    if isinstance(value, float):
        return value
    template = {
        NoNumber.NOT_FINITE: N_("Every number of the series must be finite: at t = {t} of row {row} it is {got}."),
        NoNumber.LARGE: N_(
            "Every number of the series must lie between -{most} and {most}: at t = {t} of row {row} it is {got}."
        ),
    }.get(value, N_("The series may hold numbers only, such as -0.5: at t = {t} of row {row} it has {got}."))
    got = entry if len(entry) <= limits.MAX_ADDRESS_VALUE else entry[: limits.MAX_ADDRESS_VALUE] + "…"
    raise InputError(f"series-{value.value}", template, most=f"{limits.MAX_MAGNITUDE:.0f}", got=got, t=t, row=batch)


def _check_length(rows: list[list[str]]) -> None:
    count = sum(len(row) for row in rows)
    if count == 0:
        raise InputError("series-empty", N_("The series is empty: type at least one number."))
    if count > limits.MAX_NUMBERS:
        template = N_("The series may have up to {most} numbers, got {got}: shorten it.")
        raise InputError("series-long", template, most=limits.MAX_NUMBERS, got=count)
    if len(rows) > limits.MAX_ROWS:
        template = N_("The series may have up to {most} rows, got {got}: leave some out.")
        raise InputError("series-many", template, most=limits.MAX_ROWS, got=len(rows))

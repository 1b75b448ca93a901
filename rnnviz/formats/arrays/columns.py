"""A table as one row of time steps: its columns of numbers are the features, one of words names the steps."""

from dataclasses import replace

import numpy as np
import torch

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.reading import Reading, reading_of
from rnnviz.formats.series import WITHOUT_BRACKETS
from rnnviz.formats.table import Table, read_table
from rnnviz.formats.tokens.rows import check_count
from rnnviz.words import N_

_LISTED = 8
"""Columns that a message lists."""


def read_columns(content: str | bytes, input_size: int) -> Reading:
    """A table of ``input_size`` columns of numbers, a time step a row; a column without numbers names the steps.

    A first column that only counts the rows, one number too many for the network, names the steps too.

    Raises:
        InputError: it cannot be read, or has other columns.
    """
    table = _upright(
        read_table(content.translate(WITHOUT_BRACKETS) if isinstance(content, str) else content), input_size
    )
    places = [place for place in range(len(table.columns)) if table.holds_numbers(place)]
    names = next((place for place in range(len(table.columns)) if place not in places), None)
    if len(places) == input_size + 1 and _counts(table, places[0]):
        names, places = places[0], places[1:]
    if len(places) != input_size:
        raise _other_columns(table, places, input_size)
    if len(table.rows) > limits.MAX_SEQ_LEN:
        template = N_("The table may have up to {most} rows of time steps, got {got}: leave some out.")
        raise InputError("columns-long", template, most=f"{limits.MAX_SEQ_LEN:,}", got=f"{len(table.rows):,}")
    check_count(len(table.rows) * input_size)
    values = np.stack([table.numbers_at(place).values for place in places], axis=1).astype(np.float32)
    steps = [f"{value:.4g}" for value in values[:, 0]] if input_size == 1 else list(map(str, range(len(values))))
    features = tuple(table.columns[place] for place in places) if table.headed else tuple(map(str, range(input_size)))
    return reading_of([torch.from_numpy(values)], [steps if names is None else table.texts(names)], features)


def _upright(table: Table, input_size: int) -> Table:
    """A single row of as many numbers as there are features is one time step, and not one feature over time."""
    if not table.across or input_size == 1:
        return table
    columns = tuple(map(str, range(1, len(table.rows) + 1)))
    row = tuple(entry for (entry,) in table.rows)
    return replace(table, columns=columns, rows=(row,), across=False)


def _counts(table: Table, place: int) -> bool:
    """Whether a column says the number of each row, from 0 or 1."""
    found = table.numbers_at(place).values
    return len(found) > 1 and any(np.array_equal(found, np.arange(start, start + len(found))) for start in (0, 1))


def _other_columns(table: Table, places: list[int], input_size: int) -> InputError:
    some = ", ".join(f'"{table.columns[place]}"' for place in places[:_LISTED]) or "–"
    template = N_(
        "The table must have a column of numbers for each of the {rule} features that the network reads, it has {got}: "
        "{columns}. Leave some out, or add the others."
    )
    columns = some + ("…" if len(places) > _LISTED else "")
    return InputError("columns-count", template, rule=input_size, got=len(places), columns=columns)

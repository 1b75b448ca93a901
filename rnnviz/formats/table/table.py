"""A table of text, and the numbers in one of its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.number import NoNumber
from rnnviz.formats.table.entry import quoted, read_entry
from rnnviz.words import N_

_LOOKED_AT = 50
"""Rows that tell which column holds numbers."""

_LISTED = 8
"""Columns that a message lists."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """One column.

    Attributes:
        name: of the column; its number, from 1, where it has no name.
        values: one for each row.
    """

    name: str
    values: Float64[np.ndarray, " rows"]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read, still as text.

    Attributes:
        columns: their names, or their numbers from 1.
        headed: whether these names stand in the table.
        rows: of entries, as many in each as there are columns; those without any are left out.
        lines: where each row stands in the file, from 1, as a spreadsheet counts.
        across: whether it is a single row, whose numbers go from left to right: that is one column here.
        decimal_comma: whether an entry may have one.
    """

    columns: tuple[str, ...]
    headed: bool
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    across: bool
    decimal_comma: bool

    def numbers(self, column: str = "") -> Numbers:
        """The numbers of a column: of that name or number, or else of the first that holds mostly numbers.

        Raises:
            InputError: there is no such column; or too many numbers in it; or an entry is empty, no number, not finite,
                beyond 10^12 in magnitude, or has a decimal point where others have a comma.

        >>> from rnnviz.formats import read_table
        >>> table = read_table("1 2" + chr(10) + "3 4")
        >>> table.numbers("2").values
        array([2., 4.])
        """
        return self.numbers_at(self.place(column))

    def numbers_at(self, place: int) -> Numbers:
        """The numbers of the column that stands there, from 0.

        Raises:
            InputError: as `numbers`.
        """
        entries = list(self._entries(place))
        if len(entries) > limits.MAX_TABLE_NUMBERS:
            template = N_("A column may have up to {most} numbers, this one has {got}: leave some out.")
            most, got = f"{limits.MAX_TABLE_NUMBERS:,}", f"{len(entries):,}"
            raise InputError("table-many", template, most=most, got=got)
        if self.decimal_comma:
            self._check_decimals(entries)
        return Numbers(self.columns[place], np.array([self._number(*entry) for entry in entries], dtype=np.float64))

    def place(self, column: str = "") -> int:
        """Where a column stands, from 0: one of that name or number, or else the first that holds mostly numbers.

        Raises:
            InputError: there is no such column.
        """
        column = column.strip()
        if not column:
            counts = [self._count(place) for place in range(len(self.columns))]
            return next(filter(self.holds_numbers, range(len(counts))), counts.index(max(counts)))
        if column in self.columns:
            return self.columns.index(column)
        if re.fullmatch(r"[0-9]{1,6}", column) and 1 <= int(column) <= len(self.columns):
            return int(column) - 1
        template = N_("The table has no column {got}: choose one of {columns}.")
        some = [self._named(place) for place in range(min(len(self.columns), _LISTED))]
        columns = ", ".join([*some, "…"] if len(self.columns) > _LISTED else some)
        raise InputError("table-column", template, columns=columns, got=quoted(column))

    def holds_numbers(self, place: int) -> bool:
        """Whether at least half of a column's first entries are numbers."""
        return self._count(place) >= min(len(self.rows), _LOOKED_AT) / 2

    def texts(self, place: int) -> tuple[str, ...]:
        """The entries of a column as they are written."""
        return tuple(row[place] for row in self.rows)

    def _count(self, place: int) -> int:
        """Numbers of a column among its first entries."""
        first = (read_entry(row[place], decimal_comma=self.decimal_comma) for row in self.rows[:_LOOKED_AT])
        return sum(isinstance(found, float) for found in first)

    def _entries(self, place: int) -> Iterator[tuple[int, str, str]]:
        """Row, column as it is said, and text of each entry."""
        if self.across:
            return ((self.lines[0], str(number), row[0]) for number, row in enumerate(self.rows, start=1))
        named = self._named(place)
        return ((line, named, row[place]) for line, row in zip(self.lines, self.rows, strict=True))

    def _named(self, place: int) -> str:
        return f"{place + 1} ({quoted(self.columns[place])})" if self.headed else str(place + 1)

    def _number(self, line: int, column: str, entry: str) -> float:
        value = read_entry(entry, decimal_comma=self.decimal_comma)
        if isinstance(value, float):
            return value
        template = {
            NoNumber.EMPTY: N_("Row {row}, column {column} must hold a number, it is empty."),
            NoNumber.WORD: N_("Row {row}, column {column} must hold a number such as -0.5, it holds {got}."),
            NoNumber.NOT_FINITE: N_("Row {row}, column {column} must hold a finite number, it holds {got}."),
            NoNumber.LARGE: N_(
                "Row {row}, column {column} must hold a number between -{most} and {most}, it holds {got}."
            ),
        }[value]
        values = {"row": line, "column": column, "got": quoted(entry), "most": f"{limits.MAX_TABLE_MAGNITUDE:,.0f}"}
        raise InputError(f"table-{value.value}", template, **values)

    def _check_decimals(self, entries: Sequence[tuple[int, str, str]]) -> None:
        """A point among commas may well stand between thousands."""
        commas = [entry for entry in entries if "," in entry[2]]
        points = [entry for entry in entries if "." in entry[2] and "," not in entry[2]]
        if commas and points:
            (other, _, _), (row, column, got) = sorted((commas[0], points[0]), key=entries.index)
            template = N_(
                "Numbers must have either decimal points or decimal commas: row {row}, column {column} holds {got}, "
                "and row {other} has the other one. Write all of them in one way."
            )
            raise InputError("table-decimals", template, row=row, column=column, got=quoted(got), other=other)

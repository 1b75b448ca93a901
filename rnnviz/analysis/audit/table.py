"""A table of what was measured, and how a number is written in it."""

import html
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rnnviz.cells.substitute import MINUS

Entry = str | int | float

_MOST_UNITS = 8
_DIRECTIONS = ("forward", "reverse")


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: of the quantity, for a program: "biases".
        title, note: what it holds and by which bound, msgids of sentences.
        columns: their names, msgids.
        rows: texts, whole numbers and numbers; a word for a direction is a msgid.
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]

    def texts(self, translate: Callable[[str], str] = str) -> tuple[tuple[str, ...], ...]:
        """The rows as they are shown."""
        return tuple(tuple(_said(entry, translate) for entry in row) for row in self.rows)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The table for a terminal: columns under each other."""
        head = tuple(translate(column) for column in self.columns)
        rows = (head, *self.texts(translate))
        widths = [max(_width(row[place]) for row in rows) for place in range(len(head))]
        lines = [
            "  ".join(" " * (width - _width(entry)) + entry for entry, width in zip(row, widths, strict=True))
            for row in rows
        ]
        return "\n".join([translate(self.title), *(f"  {line}" for line in lines)])

    def html(self, translate: Callable[[str], str] = str) -> str:
        """The table as HTML, everything in it escaped."""
        head = "".join(f"<th>{html.escape(translate(column))}</th>" for column in self.columns)
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(entry)}</td>' for entry in row)}</tr>" for row in self.texts(translate)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def written(value: object) -> str:
    """A value as sentences and tables write it: two decimals where they say something.

    >>> written(0.731), written(-2.0), written(0.00042), written(float("inf")), written((3, 4)), written(12)
    ('0.73', '−2.00', '4.2e−04', '∞', '3, 4', '12')
    >>> written(float("nan"))
    'nan'
    """
    if isinstance(value, tuple):
        shown = ", ".join(map(str, value[:_MOST_UNITS]))
        return f"{shown}, …" if len(value) > _MOST_UNITS else shown
    if not isinstance(value, float):
        return str(value)
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if math.isnan(value):
        return "nan"
    plain = value == 0 or 0.005 <= abs(value) < 1e5
    return format(value + 0.0, ".2f" if plain else ".1e").replace("-", MINUS)


def _said(entry: Entry, translate: Callable[[str], str]) -> str:
    if entry in _DIRECTIONS:
        return translate(str(entry))
    return "–" if isinstance(entry, float) and math.isnan(entry) else written(entry)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

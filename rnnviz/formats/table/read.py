"""Text cut into rows and columns."""

import csv
import io
import re
from collections.abc import Sequence

from rnnviz.errors import InputError
from rnnviz.formats.number import NoNumber
from rnnviz.formats.table.decode import decoded
from rnnviz.formats.table.delimiter import delimiter_of
from rnnviz.formats.table.entry import quoted, read_entry
from rnnviz.formats.table.table import Table
from rnnviz.words import N_

_END = re.compile(r"\r\n|\r|\n")

_NO_NUMBERS = (NoNumber.WORD, NoNumber.EMPTY)


def read_table(content: str | bytes, column: str = "") -> Table:
    """A table whose columns stand between semicolons, tabs, commas or spaces; the first row may hold their names.

    Text in UTF-8 or UTF-16, with ``"`` around an entry where need be, and with decimal commas wherever a comma does not
    stand between columns. A single row of several numbers is read from left to right.

    Args:
        content: of a file, or pasted.
        column: the one that will be asked for, if that is known: it tells two columns from a decimal comma.

    Raises:
        InputError: it is too large, not text, empty, its rows have not the same number of columns, a quotation mark has
            no other, or a comma has two meanings.
    """
    text = decoded(content)
    lines = [(row, line) for row, line in enumerate(_END.split(text), start=1) if line.strip()]
    if not lines:
        raise _empty()
    delimiter = delimiter_of(lines, chosen=bool(column.strip()))
    rows = _rows(text, delimiter)
    if not rows:
        raise _empty()
    if len(rows) == 1 and len(rows[0][1]) > 1:
        line, entries = rows[0]
        while not entries[-1]:
            entries.pop()
        return Table(("1",), False, tuple((entry,) for entry in entries), (line,), True, delimiter != ",")
    _check_widths(rows, delimiter)
    names = rows[0][1]
    decimal_comma = delimiter != ","
    headed = len(rows) > 1 and all(read_entry(name, decimal_comma=decimal_comma) in _NO_NUMBERS for name in names)
    numbered = tuple(map(str, range(1, len(names) + 1)))
    return Table(
        columns=tuple(name or number for name, number in zip(names, numbered, strict=True)) if headed else numbered,
        headed=headed,
        rows=tuple(tuple(entries) for _, entries in rows[headed:]),
        lines=tuple(line for line, _ in rows[headed:]),
        across=False,
        decimal_comma=decimal_comma,
    )


def _empty() -> InputError:
    return InputError("table-empty", N_("The table is empty: it must have a column of numbers."))


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Entries of each row that has any, with the row's number."""
    if delimiter == " ":
        text = re.sub(r"(?m)^ +| +$", "", text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            entries = [entry.strip() for entry in row]
            if any(entries):
                rows.append((line, entries))
            line = reader.line_num + 1
    except csv.Error:
        template = N_(
            "Quotation marks must stand in pairs around a whole entry: in row {row} they do not, which holds {got}."
        )
        got = _END.split(text)[line - 1]
        raise InputError("table-quotes", template, row=line, got=quoted(got)) from None
    return rows


def _check_widths(rows: Sequence[tuple[int, list[str]]], delimiter: str) -> None:
    first, names = rows[0]
    for line, entries in rows:
        if len(entries) == len(names):
            continue
        got = quoted(delimiter.join(entries))
        if len(entries) < len(names):
            template = N_(
                "All rows must have as many columns as row {first}, which has {count}: row {row} ends before column "
                "{column}, it holds {got}."
            )
            column = len(entries) + 1
        else:
            template = N_(
                "All rows must have as many columns as row {first}, which has {count}: row {row} has a column "
                "{column}, it holds {got}."
            )
            column = len(names) + 1
        values = {"first": first, "count": len(names), "row": line, "column": column, "got": got}
        raise InputError("table-ragged", template, **values)

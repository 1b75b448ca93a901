"""What stands between the columns of a table."""

import re
from collections.abc import Sequence

from rnnviz.errors import InputError
from rnnviz.formats.table.entry import quoted
from rnnviz.words import N_

_QUOTED = re.compile(r'"[^"]*"')
_NUMBER = r"[+-−]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)(e[+-]?[0-9]+)?"
_NUMBERS = re.compile(rf"\s*{_NUMBER}(\s+{_NUMBER})*\s*", re.IGNORECASE)
"""Numbers, perhaps with a decimal comma, and nothing but white space between them."""


def delimiter_of(lines: Sequence[tuple[int, str]], *, chosen: bool) -> str:
    """A semicolon, tab, comma or space; a tab, which none of them has, where each line is one column.

    A comma is a decimal comma where something else stands between the columns, or where some lines would else have a
    column more than others. ``chosen`` is whether a column was asked for, so that there are several.

    Args:
        lines: those that are not empty, at least one, each with its row, from 1.
        chosen: see above.

    Raises:
        InputError: each line is two whole numbers, or one number with a decimal comma.

    >>> delimiter_of([(1, "a;b"), (2, "1,5;2")], chosen=False), delimiter_of([(1, "1 2")], chosen=False)
    (';', ' ')
    >>> delimiter_of([(1, "1,5"), (2, "2")], chosen=False)
    '\\t'
    """
    bare = [_QUOTED.sub("", line) for _, line in lines]
    first, body = bare[0], bare[1:] or bare
    # What stands in every line, rather than in a name alone.
    for some in (bare, bare[:1]):
        for mark in ";\t":
            if all(mark in line for line in some):
                return mark
    if "," in first and not _NUMBERS.fullmatch(first):
        return ","
    everywhere = all("," in line for line in bare)
    if not all(map(_NUMBERS.fullmatch, body)):
        return "," if everywhere else _by_spaces(bare)
    if any(len(line.split()) > 1 for line in body):
        return " "
    # One number a line, or two whole ones with a comma between them.
    if not everywhere:
        return "\t"
    if not chosen:
        template = N_(
            "Row {row} holds {got}, which is one number with a decimal comma, or two columns: write decimal points, or "
            "put semicolons between columns."
        )
        raise InputError("table-comma", template, row=lines[0][0], got=quoted(lines[0][1].strip()))
    return ","


def _by_spaces(lines: Sequence[str]) -> str:
    """Spaces stand between columns where every line has as many of them as all others."""
    widths = {len(line.split()) for line in lines}
    return " " if len(widths) == 1 and widths != {1} else "\t"

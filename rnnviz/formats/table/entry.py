"""One entry of a table: the number in it, and how a message repeats it."""

from rnnviz import limits
from rnnviz.formats.characters import characters, label
from rnnviz.formats.number import NoNumber, read_number

_LOOKED_AT = 4 * limits.MAX_ADDRESS_VALUE
"""Characters of an entry that are looked at to repeat some of them."""


def read_entry(entry: str, *, decimal_comma: bool) -> float | NoNumber:
    """The number in an entry, or why there is none that is finite and at most 10^12 in magnitude.

    >>> read_entry("1,5", decimal_comma=True), read_entry("1.234,5", decimal_comma=True)
    (1.5, <NoNumber.WORD: 'word'>)
    """
    if decimal_comma and entry.count(",") == 1 and "." not in entry:
        entry = entry.replace(",", ".")
    return read_number(entry, limits.MAX_TABLE_MAGNITUDE)


def quoted(entry: str) -> str:
    """An entry as a message repeats it: in quotation marks, short, every character visible.

    >>> print(quoted("abc"))
    "abc"
    """
    line = "".join(label(each) if not each.isspace() else " " for each in characters(entry[:_LOOKED_AT]))
    return f'"{line[: limits.MAX_ADDRESS_VALUE - 1]}…"' if len(line) > limits.MAX_ADDRESS_VALUE else f'"{line}"'

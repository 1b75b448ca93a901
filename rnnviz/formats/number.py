"""One number, as a person types it."""

import re
from enum import Enum

from rnnviz import limits

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


class NoNumber(Enum):
    """Why an entry is not a number that can be used."""

    EMPTY = "empty"
    WORD = "word"
    NOT_FINITE = "not-finite"
    LARGE = "large"


def read_number(entry: str, most: float = limits.MAX_MAGNITUDE) -> float | NoNumber:
    """The number that ``entry`` says, or why it says none that is finite and at most ``most`` in magnitude.

    >>> read_number("-0.5"), read_number(" \u22124 "), read_number("NaN"), read_number("1e308")
    (-0.5, -4.0, <NoNumber.NOT_FINITE: 'not-finite'>, <NoNumber.LARGE: 'large'>)
    """
    # A minus sign from typeset text is a minus all the same.
    text = entry.replace("\u2212", "-").strip()
    if not text:
        return NoNumber.EMPTY
    # Nobody types so much for one number; a pattern may take long to look through it.
    if len(text) > limits.MAX_TYPED_NUMBER:
        return NoNumber.WORD
    if _NOT_FINITE.fullmatch(text):
        return NoNumber.NOT_FINITE
    if not _NUMBER.fullmatch(text):
        return NoNumber.WORD
    value = float(text)
    return value if abs(value) <= most else NoNumber.LARGE

"""The row of letters that a person types."""

import re

from rnnviz.errors import InputError
from rnnviz.training.models.marked import FARTHEST, LETTERS, MARK
from rnnviz.words import N_


def marked_row(text: str) -> str:
    """The row, without blanks and in small letters.

    Raises:
        InputError: it has other letters, too few or too many, or not one mark before a letter.

    >>> marked_row("Bad *face")
    'bad*face'
    """
    row = "".join(text.split()).lower()
    letters = rf"[{LETTERS}]"
    if not re.fullmatch(rf"{letters}*{re.escape(MARK)}{letters}+", row) or not 2 <= len(row) - 1 <= FARTHEST:
        template = N_(
            "The row must have 2 to {most} letters from {first} to {last}, and a {mark} before one of them, got {got}."
        )
        raise InputError(
            "lesson-row", template, most=FARTHEST, first=LETTERS[0], last=LETTERS[-1], mark=MARK, got=repr(text)
        )
    return row

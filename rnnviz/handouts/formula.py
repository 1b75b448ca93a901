"""Formulas for paper, in the serif letters that every computer has."""

import re

from rnnviz.cells import mathml
from rnnviz.cells.operation import Operation

_LETTER = re.compile(r"<mi>(.)</mi>")


def equation(operation: Operation, *, reverse: bool) -> str:
    """The formula of an operation."""
    return _in_letters(mathml.mathml(operation, reverse=reverse))


def name(text: str, *, reverse: bool = False) -> str:
    """The symbol of a value or a parameter."""
    return _in_letters(mathml.mathml_symbol(text, reverse=reverse))


def _in_letters(formula: str) -> str:
    """Mark single letters, which the style sheet sets in italics.

    Left to itself, a browser takes them from whatever font has mathematical ones, each from another.
    """
    return _LETTER.sub(r'<mi class="letter">\1</mi>', formula)

"""Formulas in the texts of the glossary: they come from the cell types' operations."""

import re

from rnnviz.cells import CELL_TYPES, OTHER_CELL_TYPES
from rnnviz.cells.katex import katex

_PLACE = re.compile(r"\[\[formula (\w+) (\w+)\]\]")


def filled(text: str) -> str:
    r"""``text`` with each ``[[formula LSTM c]]`` replaced by that operation's formula.

    Raises:
        KeyError: there is no such cell type or operation.

    >>> print(filled("It reads [[formula LSTM h]]."))
    It reads $h_{t} = o_{t} \odot \mathit{squashed}_{t}$.
    """
    return _PLACE.sub(lambda place: f"${_formula(place[1], place[2])}$", text)


def _formula(mode: str, operation: str) -> str:
    cell_type = CELL_TYPES.get(mode) or OTHER_CELL_TYPES[mode]
    return katex(cell_type.operation(operation))

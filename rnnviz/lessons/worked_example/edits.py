"""Changes of the example's numbers, as one text that a link can hold.

>>> read_edits("x.0.1=-4 W_ih.0.2=0.35")
mappingproxy({'x.0.1': -4.0, 'W_ih.0.2': 0.35})
>>> write_edits(_)
'x.0.1=-4 W_ih.0.2=0.35'
"""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType

import numpy as np

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.formats import NoNumber, read_number
from rnnviz.lessons.worked_example.printed import FULL, PRINTED, STATES, X
from rnnviz.scenario_kinds import short
from rnnviz.words import N_

Edits = Mapping[str, float]
"""By cell: the name of an array and the place in it, such as "W_ih.0.2"."""


def indices(name: str, shape: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """The cells of an array, by how edits name them, with their index.

    >>> indices("x", (1, 2))
    {'x.0.0': (0, 0), 'x.0.1': (0, 1)}
    """
    return {".".join([name, *map(str, index)]): index for index in product(*map(range, shape))}


ORIGINAL: Edits = MappingProxyType(
    {
        cell: float(np.array(values)[index])
        for name, values in {"x": X, **STATES, **PRINTED, **FULL}.items()
        for cell, index in indices(name, np.shape(values)).items()
    }
)
"""Every cell of every reading, with its number before any edit."""


def read_cell(cell: str, text: str) -> float:
    """The number typed into a cell.

    Raises:
        SettingError: it is none that is finite and at most a million in magnitude; or there is no such cell.
    """
    if cell not in ORIGINAL:
        template = N_("edits must name a number of the example such as W_ih.0.2, got {got}.")
        raise SettingError("edit-cell", template, got=short(cell) or '""')
    value = read_number(text)
    if isinstance(value, float):
        return value
    template = {
        NoNumber.EMPTY: N_("{cell} must be a number, and nothing was typed: type one such as -0.5."),
        NoNumber.WORD: N_("{cell} must be a number such as -0.5, got {got}."),
        NoNumber.NOT_FINITE: N_("{cell} must be a finite number, got {got}."),
        NoNumber.LARGE: N_("{cell} must lie between -{most} and {most}, got {got}."),
    }[value]
    most = f"{limits.MAX_MAGNITUDE:.0f}"
    raise SettingError(f"edit-{value.value}", template, cell=spoken(cell), got=short(text), most=most)


def spoken(cell: str) -> str:
    """A cell as Python would write it.

    >>> spoken("W_ih.0.2")
    'W_ih[0, 2]'
    """
    name, *index = cell.split(".")
    return f"{name}[{', '.join(index)}]"


def read_edits(text: str) -> Edits:
    """The changes that a text tells, each as ``cell=number``, with spaces between them.

    Raises:
        SettingError: a word of it is not such a change.
    """
    edits, bad = readable_edits(text)
    for _typed, error in bad.values():
        raise error
    return edits


def readable_edits(text: str) -> tuple[Edits, dict[str, tuple[str, SettingError]]]:
    """The changes that a text tells; and what of it tells none, by cell, with the error.

    A number that is as it was before is no change.
    """
    if len(text) > limits.MAX_TYPED:
        template = N_("edits may have up to {most} characters, got {got}.")
        error = SettingError("edit-typed", template, most=limits.MAX_TYPED, got=len(text))
        return MappingProxyType({}), {"edits": ("", error)}
    edits: dict[str, float] = {}
    bad: dict[str, tuple[str, SettingError]] = {}
    for word in text.split():
        cell, _, number = word.partition("=")
        try:
            edits[cell] = read_cell(cell, number)
        except SettingError as error:
            bad[cell] = number, error
    return _changes(edits), bad


def write_edits(edits: Edits) -> str:
    """The text that `read_edits` reads as ``edits``."""
    return " ".join(f"{cell}={written(value)}" for cell, value in edits.items())


def edited(text: str, cell: str, typed: str) -> str:
    """The edits of ``text`` with one more: ``typed`` into ``cell``. A cell that is as it was before is no edit.

    Raises:
        SettingError: ``text`` or ``typed`` cannot be read.

    >>> edited("x.0.1=-4", "W_ih.0.2", "0.35"), edited("x.0.1=-4", "x.0.1", "-0.2")
    ('x.0.1=-4 W_ih.0.2=0.35', '')
    """
    return write_edits(_changes({**read_edits(text), cell: read_cell(cell, typed)}))


def _changes(edits: Edits) -> Edits:
    return MappingProxyType({cell: value for cell, value in edits.items() if value != ORIGINAL[cell]})


def written(value: float) -> str:
    """The shortest text of a number: what a field shows and a link holds.

    >>> written(-4.0), written(0.35), written(1e-7)
    ('-4', '0.35', '1e-07')
    """
    return repr(value).removesuffix(".0")

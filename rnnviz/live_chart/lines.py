"""What is drawn: lines over the steps of a training, and levels that they are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Numbers = Sequence[float] | np.ndarray


@dataclass(frozen=True, eq=False)
class Line:
    """One line: its name, and a value for each position; NaN leaves a gap, an infinity is marked.

    Attributes:
        name: what it is, from outside or not.
        values: one for each position of the chart, or of ``x``.
        colour: a key of `rnnviz.theme.colour_of`, the name of a cell type, or "#rrggbb"; without one, the next of
            those that stand for no gate.
        dash: one of `rnnviz.theme.LINE_DASHES`; without one, the next of them.
        x: positions of its own, ascending: of what is measured more seldom than the rest.
        diverged: the position where its values were no numbers any more, if that has happened.
    """

    name: str
    values: Numbers
    colour: str | None = None
    dash: str | None = None
    x: Numbers | None = None
    diverged: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A value that lines are compared with, the same at every position: what is reached without any training."""

    name: str
    value: float

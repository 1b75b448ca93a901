"""A large array made small enough to draw, without losing its extremes."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz import limits
from rnnviz.analysis.ends import MAX_POINTS
from rnnviz.words import Translation

MAX_CELLS = limits.MAX_DRAWN_CELLS
"""Of a heatmap that is drawn number by number."""


@dataclass(frozen=True, eq=False)
class Reduced:
    """Blocks of ``steps`` time steps by ``units`` units, each shown by one value."""

    values: Float[np.ndarray, "columns rows"]
    steps: int
    units: int

    @property
    def is_exact(self) -> bool:
        """Whether every value is there."""
        return self.steps == self.units == 1


def reduced(values: Float[np.ndarray, "length size"], middle: float, max_cells: int = MAX_CELLS) -> Reduced:
    """``values`` with at most ``max_cells`` entries: of each block, the value farthest from ``middle``.

    A block that holds NaN or an infinity becomes that: what was not computed stays visible.

    >>> reduced(np.array([[0.1], [-0.9], [0.3], [0.2]]), 0.0, max_cells=2).values.ravel()
    array([-0.9,  0.3])
    """
    length, size = values.shape
    # Units are few and each is a row of its own as long as there is room: time gives way first.
    units = 1 if size <= max_cells else math.ceil(size / max_cells)
    rows = math.ceil(size / units)
    steps = math.ceil(length / max(max_cells // rows, 1))
    for axis, block in ((0, steps), (1, units)):
        if block > 1:
            values = _extremes(values, middle, axis, block)
    return Reduced(values, steps, units)


def _extremes(values: np.ndarray, middle: float, axis: int, block: int) -> np.ndarray:
    starts = np.arange(0, values.shape[axis], block)
    # Both pass NaN on, and an infinity is an extreme.
    highest = np.maximum.reduceat(values, starts, axis)
    lowest = np.minimum.reduceat(values, starts, axis)
    return np.where(highest - middle >= middle - lowest, highest, lowest)


def reduction_note(length: int, words: Translation) -> list[str]:
    """What is said of a line that has fewer points than time steps."""
    if length <= MAX_POINTS:
        return []
    _ = words
    note = _("of each {steps} time steps, the lowest and the highest value are drawn")
    return [note.format(steps=math.ceil(2 * length / MAX_POINTS))]

"""A large array made small enough to draw, without losing its extremes."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from rnnviz.words import Translation

MAX_CELLS = 250_000
"""Cells of a heatmap that a browser still draws without delay."""


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


MAX_POINTS = 4_000
"""Points of a line: there are fewer pixels side by side on most screens."""


def ends(values: Float[np.ndarray, " length"], max_points: int = MAX_POINTS) -> Int[np.ndarray, " points"]:
    """Which points of a line to draw where it has more than ``max_points``: of each block, the lowest and the highest.

    They come in order, with the first and the last of all. What is NaN leaves its gap: of a block that holds some,
    the first is among the points, and the line ends there.

    >>> ends(np.array([0.0, 3.0, 1.0, 2.0, -1.0, np.nan, 0.0, 5.0]), max_points=4).tolist()
    [0, 1, 4, 5, 7]
    """
    length = len(values)
    if length <= max_points:
        return np.arange(length)
    blocks = max_points // 2
    edges = np.arange(blocks + 1) * length // blocks
    # A block that is one step shorter has its last one twice.
    members = np.minimum(edges[:-1, None] + np.arange(np.diff(edges).max()), edges[1:, None] - 1)
    block = values[members]
    holes = np.isnan(block)
    low, high = np.where(holes, np.inf, block).argmin(axis=1), np.where(holes, -np.inf, block).argmax(axis=1)
    hole = np.where(holes.any(axis=1), holes.argmax(axis=1), low)
    found = np.take_along_axis(members, np.stack([low, high, hole], axis=1), axis=1)
    return np.unique(np.concatenate([found.ravel(), [0, length - 1]]))


def reduction_note(length: int, words: Translation) -> list[str]:
    """What is said of a line that has fewer points than time steps."""
    if length <= MAX_POINTS:
        return []
    _ = words
    note = _("of each {steps} time steps, the lowest and the highest value are drawn")
    return [note.format(steps=math.ceil(2 * length / MAX_POINTS))]

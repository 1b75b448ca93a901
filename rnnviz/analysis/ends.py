"""A long line made short enough to draw, without losing its extremes."""

import numpy as np
from jaxtyping import Float, Int

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

"""A whole track, reduced until it fits a screen: each block keeps its value of largest magnitude."""

import numpy as np
from jaxtyping import Float, UInt8

from rnnviz.analysis import Bound
from rnnviz.recorder import Track

COLUMNS, ROWS = 2000, 128
MISSING = 255
LEVELS = 254


def overview(
    track: Track, name: str, bound: Bound, start: int = 0, stop: int | None = None
) -> UInt8[np.ndarray, "columns rows"]:
    """One variable over a track as levels: 0..254 for -bound..bound (or 0..1), 255 where a number is missing.

    Of the time steps from ``start`` up to ``stop``; of all of them where neither is given.
    """
    values = pooled(track.part(name, start, len(track) if stop is None else stop), COLUMNS, ROWS)
    # Divided first, so that the largest numbers of float64 do not overflow.
    share = values / bound.limit
    levels = np.round((share if bound.unit else (share + 1) / 2) * LEVELS)
    missing = ~np.isfinite(levels)
    reduced: UInt8[np.ndarray, "columns rows"]
    reduced = np.where(missing, MISSING, np.clip(np.where(missing, 0, levels), 0, LEVELS)).astype(np.uint8)
    return reduced


def pooled(values: Float[np.ndarray, "t units"], columns: int, rows: int) -> Float[np.ndarray, "columns rows"]:
    """Blocks of time steps and units, each by its value of largest magnitude; a block with a NaN is NaN."""
    for axis, most in enumerate((columns, rows)):
        if values.shape[axis] > most:
            values = _fewer(values, most, axis)
    return values


def _fewer(values: Float[np.ndarray, "t units"], most: int, axis: int) -> Float[np.ndarray, "t_less units_less"]:
    """The same with ``most`` entries along an axis. The first of every block, all second ones, and so on: few calls."""
    count = values.shape[axis]
    edges = np.arange(most + 1) * count // most
    last = edges[1:] - 1
    high = low = values.take(edges[:-1], axis)
    for nth in range(1, int(np.diff(edges).max())):
        # A block that is over says its last value once more: that changes nothing.
        members = values.take(np.minimum(edges[:-1] + nth, last), axis)
        high, low = np.maximum(high, members), np.minimum(low, members)
    reduced: np.ndarray = np.where(np.abs(low) > np.abs(high), low, high)
    return reduced

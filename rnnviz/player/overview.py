"""A whole track, reduced until it fits a screen: each block keeps its value of largest magnitude."""

import numpy as np
from jaxtyping import Float, UInt8

from rnnviz.analysis import Bound
from rnnviz.recorder import Track

COLUMNS, ROWS = 2000, 128
MISSING = 255
LEVELS = 254


def overview(track: Track, name: str, bound: Bound) -> UInt8[np.ndarray, "columns rows"]:
    """One variable over a whole track as levels: 0..254 for -bound..bound (or 0..1), 255 where a number is missing."""
    values = pooled(track.values(name), COLUMNS, ROWS)
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
        count = values.shape[axis]
        if count > most:
            edges = np.arange(most) * count // most
            high = np.maximum.reduceat(values, edges, axis=axis)
            low = np.minimum.reduceat(values, edges, axis=axis)
            values = np.where(np.abs(low) > np.abs(high), low, high)
    return values

"""How large numbers are, and round limits that hold them."""

import math
import sys

import numpy as np
from jaxtyping import Float

ROUNDING = 1e-9
"""A share by which an axis may fall short of its data: 0.5 computed as 0.5000000001 asks for no larger axis."""

_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def largest(*arrays: np.ndarray) -> float:
    """The largest finite magnitude in the arrays, 0 where there is none."""
    return max((_largest(array) for array in arrays), default=0.0)


def _largest(array: np.ndarray) -> float:
    if not array.size:
        return 0.0
    # Mostly all numbers are finite, and the two ends are found much faster than magnitudes one by one.
    high, low = float(array.max()), float(array.min())
    if math.isfinite(high) and math.isfinite(low):
        return max(high, -low, 0.0)
    return float(np.max(np.abs(array), where=np.isfinite(array), initial=0.0))


def norm(values: Float[np.ndarray, "length size"]) -> Float[np.ndarray, " length"]:
    """The Euclidean norm of every row, also where the squares would be too large or too small.

    >>> norm(np.array([[3e200, 4e200], [3e-200, 4e-200], [0.0, 0.0]]))
    array([5.e+200, 5.e-200, 0.e+000])
    """
    wide = values.astype(np.float64)
    most = np.abs(wide).max(axis=1, initial=0)
    scale = np.where(np.isfinite(most) & (most > 0), most, 1.0)[:, None]
    found: np.ndarray = scale[:, 0] * np.sqrt(np.square(wide / scale).sum(axis=1))
    return found


def round_up(magnitude: float, *, slack: float = 0.0) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10, 15, ... (or 0.7, 0.5, ...) at or above ``magnitude``; 1 for 0.

    A round limit mostly stays the same from step to step, and people can read it. ``slack`` is the share by which the
    limit may fall short.

    >>> round_up(0.62), round_up(2.2), round_up(0.0)
    (0.7, 3.0, 1.0)
    """
    if magnitude <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(magnitude))
    step = next(step for step in _STEPS if magnitude <= step * power * (1 + slack) or step == _STEPS[-1])
    # The division keeps 0.7 from becoming 0.7000001.
    return min(step * power if power >= 1 else step / round(1 / power), sys.float_info.max)

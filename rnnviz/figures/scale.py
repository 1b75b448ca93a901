"""Fixed ranges for colours and axes."""

import math

import numpy as np

_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def largest(*arrays: np.ndarray) -> float:
    """The largest finite magnitude in the arrays, 0 where there is none."""
    return max((float(np.max(np.abs(array), where=np.isfinite(array), initial=0.0)) for array in arrays), default=0.0)


def round_up(magnitude: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10, 15, ... (or 0.7, 0.5, ...) at or above ``magnitude``; 1 for 0.

    A round limit mostly stays the same from step to step, and people can read it.

    >>> round_up(0.62), round_up(2.2), round_up(0.0)
    (0.7, 3.0, 1.0)
    """
    if magnitude <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(magnitude))
    # A hair of slack: 0.5 computed as 0.5000000001 must not become 0.7. The division keeps 0.7 from becoming 0.7000001.
    step = next(step for step in _STEPS if magnitude <= step * power * (1 + 1e-9) or step == _STEPS[-1])
    return step * power if power >= 1 else step / round(1 / power)


def round_step(least: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50, ... at or above ``least``: between ticks that are counted in whole numbers.

    >>> round_step(0.1), round_step(3.0), round_step(67.0)
    (1, 5, 100)
    """
    scale = 1
    while least > 5 * scale:
        scale *= 10
    return next((step * scale for step in (1, 2, 5) if step * scale >= least), 10 * scale)


def colour_limit(*arrays: np.ndarray) -> float:
    """Where the colours of signed values end: never below 1, so that a weak signal looks weak.

    >>> colour_limit(np.array([0.1, -0.3])), colour_limit(np.array([-2.2, np.nan]))
    (1.0, 3.0)
    """
    return max(1.0, round_up(largest(*arrays)))

"""Series to predict, from the one that a ruler continues to the one that nothing does."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from jaxtyping import Float64

Series = Float64[np.ndarray, " numbers"]

PACE = 0.3
"""Of the sine (radians a number): its period of 20.94 numbers never falls together with theirs, so none is repeated."""

GROWTH = 100.0
"""What the geometric series ends with; it begins with 1."""

FIRST, DIFFERENCE = 3.0, 2.0
"""Of the arithmetic series."""


def _arithmetic(t: Series, _noise: Series) -> Series:
    return FIRST + DIFFERENCE * t


def _geometric(t: Series, _noise: Series) -> Series:
    return np.asarray(np.power(GROWTH, t / (len(t) - 1)))


def _sine(t: Series, _noise: Series) -> Series:
    return np.asarray(np.sin(PACE * t))


def _noisy_sine(t: Series, noise: Series) -> Series:
    return np.asarray(np.sin(PACE * t) + noise)


def _random_walk(_t: Series, noise: Series) -> Series:
    return np.asarray(np.cumsum(noise))


_MADE: Mapping[str, Callable[[Series, Series], Series]] = MappingProxyType(
    {
        "arithmetic": _arithmetic,
        "geometric": _geometric,
        "sine": _sine,
        "noisy-sine": _noisy_sine,
        "random-walk": _random_walk,
    }
)

SERIES = tuple(_MADE)
"""The series that are made here."""


def series(name: str, length: int, *, noise: float = 0.1, seed: int = 0) -> Series:
    """``length`` numbers, 2 or more, of one of `SERIES`.

    ``noise`` is the standard deviation of what is added to each number of the noisy sine, and of each step of the
    random walk; both are drawn from ``seed``.

    >>> series("arithmetic", 5)
    array([ 3.,  5.,  7.,  9., 11.])
    >>> series("geometric", 3)
    array([  1.,  10., 100.])
    """
    drawn = np.random.default_rng(seed).normal(scale=noise, size=length)
    return _MADE[name](np.arange(length, dtype=np.float64), drawn)

"""The running product of what every step keeps, and after how many steps half is left."""

import math

import numpy as np
from jaxtyping import Float

HALF = 0.5


def kept_at_last(factors: Float[np.ndarray, "steps units"]) -> Float[np.ndarray, "sources units"]:
    """How much of each earlier state is in the last one: row k is the product of the factors from step k on.

    Row 0 is the state before the first step, the last row is the last state itself: 1.

    >>> kept_at_last(np.array([[0.5], [0.5], [0.8]]))[:, 0]
    array([0.2, 0.4, 0.8, 1. ])
    """
    ones = np.ones((1, factors.shape[1]))
    # What overflows is inf, and 0 times inf is NaN: they show in the numbers.
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        return np.asarray(np.cumprod(np.concatenate([factors, ones])[::-1], axis=0)[::-1])


def half_life(factors: Float[np.ndarray, "steps units"]) -> Float[np.ndarray, " units"]:
    """Steps until half is left, if every step kept the geometric mean of the factors: ln 2 / -mean(ln |factor|).

    inf where nothing fades, 0 where a factor is exactly 0, NaN where one is not a number, or there is no step.

    >>> half_life(np.array([[0.5, 0.25, 1.0, 0.0], [0.5, 0.25, 1.0, 0.9]]))
    array([1. , 0.5, inf, 0. ])
    """
    if not len(factors):
        return np.full(factors.shape[1], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        fading = -np.log(np.abs(factors)).mean(axis=0)
        return np.where(fading <= 0, np.inf, math.log(2.0) / fading)


def steps_to_half(kept: Float[np.ndarray, "sources units"]) -> Float[np.ndarray, " units"]:
    """How many steps back from the last state the first one lies of which less than half is kept.

    inf where there is none, NaN where one that is not a number comes first.

    >>> steps_to_half(np.array([[0.2, 0.6], [0.4, 0.7], [0.8, 0.9], [1.0, 1.0]]))
    array([ 2., inf])
    """
    back = np.abs(kept[::-1])
    # A comparison with NaN is false: its place ends the search as well.
    ended = ~(back >= HALF)
    first = ended.argmax(axis=0)
    units = np.arange(kept.shape[1])
    steps = np.where(ended.any(axis=0), first, np.inf)
    return np.where(np.isnan(back[first, units]), np.nan, steps)

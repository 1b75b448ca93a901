"""Two arrays of numbers, one subtracted from the other."""

import numpy as np
from jaxtyping import Bool, Float


def subtracted(
    one: Float[np.ndarray, "length size"], other: Float[np.ndarray, "length size"]
) -> Float[np.ndarray, "length size"]:
    """``other - one``; 0 where both are the same infinity."""
    # inf - inf is NaN, though nothing differs.
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(one == other, 0.0, other - one)


def differing(
    one: Float[np.ndarray, "length size"], other: Float[np.ndarray, "length size"], tolerance: float
) -> Bool[np.ndarray, "length size"]:
    """Where two arrays differ by more than ``tolerance``; NaN differs from every number, though not from NaN."""
    near = np.abs(subtracted(one, other)) <= tolerance
    both_nan = np.isnan(one) & np.isnan(other)
    found: Bool[np.ndarray, "length size"] = ~(near | both_nan)
    return found

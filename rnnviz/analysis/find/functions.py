"""The functions that a condition may call: each takes one argument.

`prev` and `change` look at the step before, `any` and `all` put truth values of units together; how they are worked out
is told in `evaluate.py`. The others are here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

Numbers = Float[np.ndarray, "steps units"]

One = Float[np.ndarray, "steps 1"]

EACH: Mapping[str, Callable[[Numbers], Numbers]] = MappingProxyType({"abs": np.abs})
"""From numbers to numbers, unit by unit."""

TESTS: Mapping[str, Callable[[Numbers], Bool[np.ndarray, "steps units"]]] = MappingProxyType(
    {"isfinite": np.isfinite, "isinf": np.isinf, "isnan": np.isnan}
)
"""From numbers to truth values, unit by unit."""


def _over_units(worked_out: Callable[..., Any]) -> Callable[[Numbers], One]:
    # Squares and sums of large float32 numbers are no longer float32 numbers.
    return lambda values: np.asarray(worked_out(values.astype(np.float64), axis=1, keepdims=True))


OVER_UNITS: Mapping[str, Callable[[Numbers], One]] = MappingProxyType(
    {
        "max": _over_units(np.max),
        "mean": _over_units(np.mean),
        "min": _over_units(np.min),
        "norm": _over_units(np.linalg.norm),
        "std": _over_units(np.std),
        "sum": _over_units(np.sum),
    }
)
"""From the numbers of all units to one, in float64; norm is the Euclidean one, std divides by the number of units."""

OVER_TRUTHS = ("all", "any")
"""From the truth values of all units to one."""

OVER_STEPS = ("change", "prev")

FUNCTIONS = tuple(sorted((*EACH, *TESTS, *OVER_UNITS, *OVER_TRUTHS, *OVER_STEPS)))


def example(function: str) -> str:
    """How a function is called.

    >>> example("mean"), example("any")
    ('mean(h)', 'any(h > 0.5)')
    """
    return f"{function}(h > 0.5)" if function in OVER_TRUTHS else f"{function}(h)"

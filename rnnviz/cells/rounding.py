"""Numbers as a half type holds them.

A module of float16 or bfloat16 rounds every result to its type: every matrix product with its bias, the sum of the two,
every gate, every product of gates. What is recorded of it is kept as float32, and rounded in the same places.
"""

from typing import Literal, cast, get_args

import numpy as np
import torch

Rounding = Literal["", "float16", "bfloat16"]
"""The type that results are rounded to; empty where they are not."""
_ROUNDED = frozenset(get_args(Rounding))


def rounding_of(dtype: str) -> Rounding:
    """What a module of some type rounds its results to, beyond what its numbers are kept as.

    >>> rounding_of("bfloat16"), rounding_of("float32")
    ('bfloat16', '')
    """
    return cast(Rounding, dtype) if dtype in _ROUNDED else ""


def rounded(values: np.ndarray, rounding: Rounding) -> np.ndarray:
    """The nearest numbers that the type holds; the same array where there is nothing to round.

    >>> rounded(np.array([0.1, 1.0], np.float32), "bfloat16")
    array([0.10009766, 1.        ], dtype=float32)
    """
    if not rounding:
        return values
    near: np.ndarray = torch.from_numpy(np.asarray(values)).to(getattr(torch, rounding)).float().numpy()
    return near


def round_in_place(values: np.ndarray, rounding: Rounding) -> None:
    """Put the nearest numbers that the type holds in the place of the values."""
    if rounding:
        values[...] = rounded(values, rounding)

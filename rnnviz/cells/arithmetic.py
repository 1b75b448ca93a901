"""Arithmetic on NumPy arrays that hands large ones to PyTorch, which works on them with all its threads.

A call of NumPy costs less than one of PyTorch, and most of what is recorded is small; what is large is faster in
PyTorch, and both work on the same memory. Every function puts its result in ``out`` where that is given.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

SMALL = 2**14
"""Up to so many numbers NumPy is quicker."""
_SMALL_PRODUCT = 2**18
"""The same for matrix products, by their multiplications. NumPy has threads of its own for large ones, which get in the
way of PyTorch's."""


def sigmoid(a: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """``1 / (1 + exp(-a))``; where exp overflows, that is 0, as it should be."""
    if a.size > SMALL:
        return _in_torch(torch.sigmoid, a, out=out)
    out = np.negative(a, out)
    np.exp(out, out)
    np.add(out, 1, out)
    np.reciprocal(out, out)
    return out


def tanh(a: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """The hyperbolic tangent."""
    return np.tanh(a, out=out) if a.size <= SMALL else _in_torch(torch.tanh, a, out=out)


def relu(a: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """``max(a, 0)``; NaN stays NaN."""
    found: np.ndarray = np.maximum(a, 0, out=out)
    return found


def add(a: Any, b: Any, out: np.ndarray | None = None) -> np.ndarray:
    """The sum of two arrays, or of an array and a number."""
    return np.add(a, b, out=out) if _size(a, b) <= SMALL else _in_torch(torch.add, a, b, out=out)


def subtract(a: Any, b: Any, out: np.ndarray | None = None) -> np.ndarray:
    """The difference of two arrays, or of a number and an array."""
    if isinstance(a, float) or _size(a, b) <= SMALL:
        found: np.ndarray = np.subtract(a, b, out=out)
        return found
    return _in_torch(torch.sub, a, b, out=out)


def multiply(a: Any, b: Any, out: np.ndarray | None = None) -> np.ndarray:
    """The product of two arrays, element by element."""
    return np.multiply(a, b, out=out) if _size(a, b) <= SMALL else _in_torch(torch.mul, a, b, out=out)


def product(
    vectors: np.ndarray, matrix: np.ndarray, out: np.ndarray | None = None, start: np.ndarray | None = None
) -> np.ndarray:
    """``matrix @ vector + start`` for every row: vectors are ``(rows, columns)``, the matrix ``(size, columns)``."""
    if len(vectors) * matrix.size > _SMALL_PRODUCT:
        if start is None:
            return _in_torch(torch.mm, vectors, matrix.T, out=out)
        return _in_torch(torch.addmm, start, vectors, matrix.T, out=out)
    found: np.ndarray = np.matmul(vectors, matrix.T, out)
    if start is not None:
        found += start
    return found


def add_product(vectors: np.ndarray, matrix: np.ndarray, out: np.ndarray) -> None:
    """Add ``matrix @ vector`` to every row of ``out``."""
    if len(vectors) * matrix.size <= _SMALL_PRODUCT:
        out += np.matmul(vectors, matrix.T)
    else:
        torch.from_numpy(out).addmm_(torch.from_numpy(vectors), torch.from_numpy(matrix).t())


def _size(a: Any, b: Any) -> int:
    size: int = b.size if isinstance(a, float) else a.size
    return size


def _in_torch(function: Callable[..., Any], *arrays: Any, out: np.ndarray | None) -> np.ndarray:
    given = [torch.from_numpy(one) if isinstance(one, np.ndarray) else one for one in arrays]
    if out is None:
        found: np.ndarray = function(*given).numpy()
        return found
    function(*given, out=torch.from_numpy(out))
    return out

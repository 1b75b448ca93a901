"""An expression made ready to be computed for many time steps at once, into memory that is already there.

The same walk as `evaluate`, but done once: what it leaves is a function without any tree in it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.cells import arithmetic
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract
from rnnviz.cells.rounding import Rounding, round_in_place

Kernel = Callable[[Mapping[str, np.ndarray], np.ndarray | None], Any]
"""From values by name, and memory for the result or None, to the result.

Vectors are ``(rows, size)``, a matrix ``(size, columns)``, a bias ``(size,)``.
"""

FUNCTIONS: dict[str, Callable[..., np.ndarray]] = {
    "sigmoid": arithmetic.sigmoid,
    "tanh": arithmetic.tanh,
    "relu": arithmetic.relu,
}


def kernel(expression: Expression, rounding: Rounding = "") -> Kernel:
    """The function that computes an expression; where it rounds, it rounds after every operation.

    >>> from rnnviz.cells.expression import parse
    >>> kernel(parse("(1 - z) * n"))({"z": np.array([[0.25]]), "n": np.array([[0.8]])}, None)
    array([[0.6]])
    """
    match expression:
        case Name(text):
            return lambda values, out: values[text] if out is None else _copied(values[text], out)
        case Number(value):
            return lambda values, out: value
        case Call(function, argument):
            inner, apply = kernel(argument, rounding), FUNCTIONS[function]
            return _rounding(lambda values, out: apply(inner(values, None), out), rounding)
        case Multiply(left, right):
            return _both(arithmetic.multiply, left, right, rounding)
        case Subtract(left, right):
            return _both(arithmetic.subtract, left, right, rounding)
        case Add(left, right):
            return _both(arithmetic.add, left, right, rounding)
        case MatVec(Name(matrix), Name(vector)):
            return _rounding(lambda values, out: arithmetic.product(values[vector], values[matrix], out), rounding)


def _both(apply: Callable[..., np.ndarray], left: Expression, right: Expression, rounding: Rounding) -> Kernel:
    one, other = kernel(left, rounding), kernel(right, rounding)
    return _rounding(lambda values, out: apply(one(values, None), other(values, None), out), rounding)


def _rounding(compute: Kernel, rounding: Rounding) -> Kernel:
    if not rounding:
        return compute

    def compute_and_round(values: Mapping[str, np.ndarray], out: np.ndarray | None) -> np.ndarray:
        result: np.ndarray = compute(values, out)
        round_in_place(result, rounding)
        return result

    return compute_and_round


def _copied(value: np.ndarray, out: np.ndarray) -> np.ndarray:
    out[...] = value
    return out

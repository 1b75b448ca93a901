"""An expression made ready to be computed for many time steps at once, into memory that is already there.

The same walk as `evaluate`, but done once: what it leaves is a function without any tree in it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.cells import arithmetic
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract

Kernel = Callable[[Mapping[str, np.ndarray], np.ndarray | None], Any]
"""From values by name, and memory for the result or None, to the result.

Vectors are ``(rows, size)``, a matrix ``(size, columns)``, a bias ``(size,)``.
"""

FUNCTIONS: dict[str, Callable[..., np.ndarray]] = {
    "sigmoid": arithmetic.sigmoid,
    "tanh": arithmetic.tanh,
    "relu": arithmetic.relu,
}


def kernel(expression: Expression) -> Kernel:
    """The function that computes an expression.

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
            inner, apply = kernel(argument), FUNCTIONS[function]
            return lambda values, out: apply(inner(values, None), out)
        case Multiply(left, right):
            return _both(arithmetic.multiply, left, right)
        case Subtract(left, right):
            return _both(arithmetic.subtract, left, right)
        case Add(left, right):
            return _both(arithmetic.add, left, right)
        case MatVec(Name(matrix), Name(vector)):
            return lambda values, out: arithmetic.product(values[vector], values[matrix], out)


def _both(apply: Callable[..., np.ndarray], left: Expression, right: Expression) -> Kernel:
    one, other = kernel(left), kernel(right)
    return lambda values, out: apply(one(values, None), other(values, None), out)


def _copied(value: np.ndarray, out: np.ndarray) -> np.ndarray:
    out[...] = value
    return out

"""An expression's value: the walk that computes.

The same walk serves torch tensors and NumPy arrays; which functions it calls is handed in.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np

from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract

A = TypeVar("A")
"""A tensor or an array."""

Functions = Mapping[str, Callable[[Any], Any]]


def _sigmoid(a: Any) -> Any:
    # exp of a negative number only: no overflow at either end.
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, e).astype(np.asarray(a).dtype) / (1.0 + e)


NUMPY: Functions = {"sigmoid": _sigmoid, "tanh": np.tanh, "relu": lambda a: np.maximum(a, 0)}


def evaluate(expression: Expression, values: Mapping[str, A], functions: Functions = NUMPY) -> A:
    """The value of an expression, over any leading axes.

    Vectors have their units on the last axis (``... hidden_size``); a matrix is ``(rows, columns)``.

    >>> from rnnviz.cells.expression import parse
    >>> evaluate(parse("(1 - z) * n"), {"z": np.array([0.25]), "n": np.array([0.8])})
    array([0.6])
    """
    result: A = _walk(expression, values, functions)
    return result


def _walk(node: Expression, values: Mapping[str, Any], functions: Functions) -> Any:
    match node:
        case Name(text):
            return values[text]
        case Number(value):
            return value
        case MatVec(matrix, vector):
            return values[vector.text] @ values[matrix.text].T
        case Add(left, right):
            return _walk(left, values, functions) + _walk(right, values, functions)
        case Subtract(left, right):
            return _walk(left, values, functions) - _walk(right, values, functions)
        case Multiply(left, right):
            return _walk(left, values, functions) * _walk(right, values, functions)
        case Call(function, argument):
            return functions[function](_walk(argument, values, functions))

"""An expression's value: the walk that computes."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract
from rnnviz.cells.rounding import Rounding, rounded


def _sigmoid(a: Any) -> Any:
    # exp of a negative number only: no overflow at either end.
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, e).astype(np.asarray(a).dtype) / (1.0 + e)


NUMPY: Mapping[str, Callable[[Any], Any]] = {"sigmoid": _sigmoid, "tanh": np.tanh, "relu": lambda a: np.maximum(a, 0)}


def evaluate(
    expression: Expression,
    values: Mapping[str, Any],
    rounding: Rounding = "",
    functions: Mapping[str, Callable[[Any], Any]] = NUMPY,
) -> Any:
    """The value of an expression, over any leading axes; where it rounds, it rounds after every operation.

    It is an array, or a number where the expression holds nothing else. Vectors have their units on the last axis
    (``... hidden_size``); a matrix is ``(rows, columns)``. The values are arrays; or tensors, with functions to match
    (`in_torch.TORCH`).

    >>> from rnnviz.cells.expression import parse
    >>> evaluate(parse("(1 - z) * n"), {"z": np.array([0.25]), "n": np.array([0.8])})
    array([0.6])
    """

    # A function that called itself from here would be a cycle, and keep the values until the collector comes by.
    return _walk(expression, values, rounding, functions)


def _walk(
    node: Expression, values: Mapping[str, Any], rounding: Rounding, functions: Mapping[str, Callable[[Any], Any]]
) -> Any:
    match node:
        case Name(text):
            return values[text]
        case Number(value):
            return value
        case MatVec(matrix, vector):
            found = values[vector.text] @ values[matrix.text].T
        case Add(left, right):
            found = _walk(left, values, rounding, functions) + _walk(right, values, rounding, functions)
        case Subtract(left, right):
            found = _walk(left, values, rounding, functions) - _walk(right, values, rounding, functions)
        case Multiply(left, right):
            found = _walk(left, values, rounding, functions) * _walk(right, values, rounding, functions)
        case Call(function, argument):
            found = functions[function](_walk(argument, values, rounding, functions))
    return rounded(found, rounding) if rounding else found

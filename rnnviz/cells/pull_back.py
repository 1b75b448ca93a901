"""How a result changes with what an operation reads: the chain rule, one operation back."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from jaxtyping import Float

from rnnviz.cells.evaluate import NUMPY, evaluate
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract, is_parameter
from rnnviz.cells.operation import Operation


def _sigmoid(a: Any) -> Any:
    s = NUMPY["sigmoid"](a)
    return s * (1.0 - s)


SLOPES: Mapping[str, Callable[[Any], Any]] = {
    "sigmoid": _sigmoid,
    "tanh": lambda a: 1.0 - np.tanh(a) ** 2,
    # As in PyTorch, the slope at 0 itself is 0.
    "relu": lambda a: np.where(a > 0, 1.0, 0.0),
}
"""The derivative of each function."""


def pull_back(
    operation: Operation, values: Mapping[str, np.ndarray], result: Float[np.ndarray, "results size"]
) -> dict[str, Float[np.ndarray, "results _"]]:
    """From how some results change with an operation's value, to how they change with each value that it reads.

    ``result`` holds d result / d value, a row for each result. ``values`` holds the values and the weights that the
    operation reads. The rest of the step is held fixed: who follows a whole step adds up what comes back to each value.

    >>> from rnnviz.cells import LSTM
    >>> kept = {"f": np.array([0.9, 0.5]), "c_prev": np.array([2.0, 4.0])}
    >>> pull_back(LSTM.operation("kept"), kept, np.eye(2))["c_prev"]
    array([[0.9, 0. ],
           [0. , 0.5]])
    """
    found: dict[str, np.ndarray] = {}
    _walk(operation.expression, result, values, found)
    return found


def _walk(node: Expression, change: np.ndarray, values: Mapping[str, np.ndarray], found: dict[str, np.ndarray]) -> None:
    """Add what comes back to every value below a node to ``found``."""
    match node:
        case Name(text):
            if not is_parameter(text):
                found[text] = found[text] + change if text in found else change
        case MatVec(matrix, vector):
            _walk(vector, change @ values[matrix.text], values, found)
        case Add(left, right):
            _walk(left, change, values, found)
            _walk(right, change, values, found)
        case Subtract(left, right):
            _walk(left, change, values, found)
            _walk(right, -change, values, found)
        case Multiply(left, right):
            _walk(left, change * evaluate(right, values), values, found)
            _walk(right, change * evaluate(left, values), values, found)
        case Call(function, argument):
            _walk(argument, change * SLOPES[function](evaluate(argument, values)), values, found)
        case Number():
            pass

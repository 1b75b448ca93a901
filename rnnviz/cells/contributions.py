"""What each term of an operation adds to its result."""

from collections.abc import Mapping

import numpy as np

from rnnviz.cells.code import write_code
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import terms
from rnnviz.cells.operation import Operation


def contributions(operation: Operation, values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Each summand of the operation's outermost sum, by its code, with its value per unit.

    ``values`` holds the values and the weights that the operation reads. The contributions add up to the result; an
    operation that is no sum has one contribution, itself.

    >>> from rnnviz.cells import LSTM
    >>> contributions(LSTM.operation("c"), {"kept": np.array([0.43]), "written": np.array([0.14])})
    {'kept': array([0.43]), 'written': array([0.14])}
    """
    return {write_code(term): evaluate(term, values) for term in terms(operation.expression)}

"""How much the result of a function moves with its argument."""

import numpy as np

from rnnviz.cells.pull_back import SLOPES


def slope(function: str, argument: float) -> float:
    """The derivative of sigmoid, tanh or relu.

    >>> slope("sigmoid", 0.0), slope("relu", -2.0)
    (0.25, 0.0)
    """
    return float(SLOPES[function](np.float64(argument)))

"""How much the result of a function moves with its argument."""

import torch

from rnnviz.cells.in_torch import TORCH


def slope(function: str, argument: float) -> float:
    """The derivative of sigmoid, tanh or relu, by PyTorch's own.

    >>> slope("sigmoid", 0.0), slope("relu", -2.0)
    (0.25, 0.0)
    """
    at = torch.tensor(argument, dtype=torch.float64, requires_grad=True)
    with torch.enable_grad():
        (found,) = torch.autograd.grad(TORCH[function](at), at)
    return float(found)

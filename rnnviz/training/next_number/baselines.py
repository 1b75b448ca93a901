"""What needs no network: saying the last number again, and a linear rule over the five numbers."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Float64
from torch import Tensor

from rnnviz.training.next_number.data import Windows

BASELINES = ("repeat", "least-squares")


@dataclass(frozen=True, slots=True, eq=False)
class LeastSquares:
    """One weight for each number of a window, and a constant."""

    weights: Float64[Tensor, " window_and_one"]

    def __call__(self, input: Float[Tensor, "windows window 1"]) -> Float64[Tensor, " windows"]:
        """What the rule says for each window."""
        return _with_one(input) @ self.weights


def least_squares(windows: Windows) -> LeastSquares:
    """The linear rule that makes the squared error on these windows smallest.

    Of several that do, the one with the smallest weights: on a straight line, any two of the five numbers would do.

    >>> import numpy as np
    >>> from rnnviz.training.next_number.data import prepared
    >>> data = prepared(np.arange(50.0) ** 2)
    >>> rule = least_squares(data.training)
    >>> bool(torch.allclose(rule(data.held_out.input)[:, None], data.held_out.goal.double(), atol=1e-3))
    True
    """
    # Singular values tell which numbers of the window say nothing new, but for their rounding.
    rounding = 4 * torch.finfo(windows.input.dtype).eps
    found = torch.linalg.lstsq(_with_one(windows.input), windows.goal.double(), rcond=rounding, driver="gelsd")
    return LeastSquares(found.solution[:, 0])


def repeat(input: Float[Tensor, "windows window 1"]) -> Float[Tensor, " windows"]:
    """The last number of each window."""
    return input[:, -1, 0]


def _with_one(input: Float[Tensor, "windows window 1"]) -> Float64[Tensor, "windows window_and_one"]:
    read = input[..., 0].double()
    return torch.cat([read, torch.ones_like(read[:, :1])], dim=1)

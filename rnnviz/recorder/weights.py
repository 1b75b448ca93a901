"""PyTorch's parameter names, and the blocks of rows inside them that the equations name."""

from collections.abc import Mapping
from typing import Any, TypeVar

from rnnviz.cells import CellType

A = TypeVar("A")

DIRECTIONS = ("forward", "reverse")


def parameter_names(layer: int, direction: int, *, bias: bool) -> tuple[str, ...]:
    """The parameters of one layer and direction, in PyTorch's order.

    >>> parameter_names(1, 1, bias=False)
    ('weight_ih_l1_reverse', 'weight_hh_l1_reverse')
    """
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh") if bias else ("weight_ih", "weight_hh")
    suffix = "_reverse" if direction else ""
    return tuple(f"{kind}_l{layer}{suffix}" for kind in kinds)


def blocks(
    cell_type: CellType, parameters: Mapping[str, A], layer: int, direction: int, *, bias: bool, hidden_size: int
) -> dict[str, A]:
    """The blocks W_ii, W_hi, b_ii, ... cut out of the stacked parameters of one layer and direction.

    A matrix block is ``(hidden_size, columns)``, a bias block ``(hidden_size,)``.
    """
    letters = ("W_i", "W_h", "b_i", "b_h")
    found: dict[str, A] = {}
    for letter, name in zip(letters, parameter_names(layer, direction, bias=bias), strict=False):
        stacked: Any = parameters[name]
        for row, block in enumerate(cell_type.weight_blocks):
            found[letter + block] = stacked[row * hidden_size : (row + 1) * hidden_size]
    return found

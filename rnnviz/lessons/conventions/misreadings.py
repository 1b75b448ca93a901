"""A module's weights, read the wrong way. All by PyTorch's names, in PyTorch's shapes."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from rnnviz.formats.weights import ORDERS
from rnnviz.lessons.conventions.difference import Arrays

Array = Float[np.ndarray, "..."]
Misreading = Callable[[Arrays], dict[str, Array]]


def in_order_of(framework: str, cell: str) -> Misreading:
    """Rows that were stored in the framework's order of gates, loaded as they are."""
    stored, own = ORDERS[framework][cell].gates, ORDERS["PyTorch"][cell].gates

    def read(weights: Arrays) -> dict[str, Array]:
        return {name: _stacked(array, own, stored) if _has_gates(name) else array for name, array in weights.items()}

    return read


def transposed(cell: str) -> Misreading:
    """Every square block of a matrix, as it stands in ``x @ kernel``, where PyTorch computes ``weight @ x``.

    A whole kernel that nobody transposed does not fit, unless it is square: this is for those who load gate by gate.
    """
    blocks = len(ORDERS["PyTorch"][cell].gates)

    def read(weights: Arrays) -> dict[str, Array]:
        return {
            name: _blocks_transposed(array, blocks) if name.startswith(("weight_ih", "weight_hh")) else array
            for name, array in weights.items()
        }

    return read


def one_bias(weights: Arrays) -> dict[str, Array]:
    """Only bias_ih is taken over, bias_hh is 0."""
    return {name: np.zeros_like(array) if name.startswith("bias_hh") else array for name, array in weights.items()}


def biases_exchanged(weights: Arrays) -> dict[str, Array]:
    """bias_ih and bias_hh in each other's place."""
    other = {"bias_ih": "bias_hh", "bias_hh": "bias_ih"}
    return {
        name: weights[other[name[:7]] + name[7:]] if name[:7] in other else array for name, array in weights.items()
    }


def forget_bias_forgotten(weights: Arrays) -> dict[str, Array]:
    """The forget gate's bias without the 1 that TensorFlow 1 adds at every step and does not store."""
    gates = ORDERS["PyTorch"]["LSTM"].gates

    def less_one(array: Array) -> Array:
        blocks = np.split(array, len(gates))
        at = gates.index("f")
        blocks[at] = blocks[at] - blocks[at].dtype.type(1)
        return np.concatenate(blocks)

    return {name: less_one(array) if name.startswith("bias_ih") else array for name, array in weights.items()}


def _has_gates(name: str) -> bool:
    return name.startswith(("weight_ih", "weight_hh", "bias_ih", "bias_hh"))


def _stacked(array: Array, own: tuple[str, ...], order: tuple[str, ...]) -> Array:
    blocks = dict(zip(own, np.split(array, len(own)), strict=True))
    return np.concatenate([blocks[gate] for gate in order])


def _blocks_transposed(array: Float[np.ndarray, "rows columns"], blocks: int) -> Float[np.ndarray, "rows columns"]:
    rows, columns = array.shape
    if rows != blocks * columns:
        return array
    return np.concatenate([block.T for block in np.split(array, blocks)])

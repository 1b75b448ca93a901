"""Arrays cut into one block for each gate and source, and put together again."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.formats.weights.layout import Bias, Layout, Matrix, Source

Array = Float[np.ndarray, "..."]
Arrays = Mapping[str, Array]
Key = tuple[Source, str]
SOURCES: tuple[Source, ...] = ("ih", "hh")


@dataclass(frozen=True, eq=False)
class Blocks:
    """The weights of one direction of one layer, in no framework's order.

    Attributes:
        weights: for each source and gate, ``(hidden_size, input_size)`` or ``(hidden_size, hidden_size)``.
        biases: for each source and gate, ``(hidden_size,)``; empty without biases.
    """

    weights: Mapping[Key, Float[np.ndarray, "rows columns"]]
    biases: Mapping[Key, Float[np.ndarray, " rows"]]

    @property
    def hidden_size(self) -> int:
        """The number of units."""
        return int(next(iter(self.weights.values())).shape[0])

    @property
    def input_size(self) -> int:
        """The number of features."""
        return next(int(block.shape[1]) for (source, _), block in self.weights.items() if source == "ih")


def cut(layout: Layout, arrays: Arrays) -> Blocks:
    """The blocks of one direction's arrays, whose shapes have been checked. A bias for both sources goes to "ih"."""
    weights: dict[Key, Float[np.ndarray, "rows columns"]] = {}
    for matrix in layout.matrices:
        weights |= _cut_matrix(matrix, arrays[matrix.name])
    biases: dict[Key, Float[np.ndarray, " rows"]] = {}
    for bias in layout.biases:
        if bias.name in arrays:
            biases |= _cut_bias(bias, arrays[bias.name])
    return Blocks(weights, _forget_bias(biases, layout.forget_bias))


def join(layout: Layout, blocks: Blocks) -> dict[str, Array]:
    """One direction's arrays in the layout of a framework, each its own memory. Biases that it must have are 0."""
    found: dict[str, Array] = {}
    for matrix in layout.matrices:
        rows = [np.concatenate([blocks.weights[source, g] for source in matrix.sources], axis=1) for g in matrix.gates]
        whole = np.concatenate(rows)
        found[matrix.name] = np.ascontiguousarray(whole.T) if matrix.transposed else whole
    biases = blocks.biases
    if not biases and layout.bias_needed:
        biases = {key: np.zeros_like(block[:, 0]) for key, block in blocks.weights.items()}
    if biases:
        biases = _forget_bias(biases, -layout.forget_bias)
        found |= {bias.name: _join_bias(bias, biases) for bias in layout.biases}
    return found


def _cut_matrix(matrix: Matrix, array: Array) -> dict[Key, Float[np.ndarray, "rows columns"]]:
    whole = array.T if matrix.transposed else array
    hidden = len(whole) // len(matrix.gates)
    # Where a matrix multiplies [x, h], the last hidden_size columns are those of h.
    at = [whole.shape[1] - hidden] if len(matrix.sources) == 2 else []
    found: dict[Key, Float[np.ndarray, "rows columns"]] = {}
    for gate, rows in zip(matrix.gates, np.split(whole, len(matrix.gates)), strict=True):
        for source, block in zip(matrix.sources, np.split(rows, at, axis=1), strict=True):
            found[source, gate] = block
    return found


def _cut_bias(bias: Bias, array: Array) -> dict[Key, Float[np.ndarray, " rows"]]:
    halves = array.reshape(2, -1) if bias.form in ("rows", "halves") else array[None]
    found: dict[Key, Float[np.ndarray, " rows"]] = {}
    for source, half in zip(bias.sources, halves, strict=False):
        for gate, block in zip(bias.gates, np.split(half, len(bias.gates)), strict=True):
            found[source, gate] = block
            if bias.form == "sum":
                found["hh", gate] = np.zeros_like(block)
    return found


def _join_bias(bias: Bias, biases: Mapping[Key, Float[np.ndarray, " rows"]]) -> Array:
    halves = [np.concatenate([biases[source, gate] for gate in bias.gates]) for source in bias.sources]
    if bias.form == "sum":
        return np.asarray(halves[0] + halves[1])
    return np.stack(halves) if bias.form == "rows" else np.concatenate(halves)


def _forget_bias(
    biases: Mapping[Key, Float[np.ndarray, " rows"]], added: float
) -> Mapping[Key, Float[np.ndarray, " rows"]]:
    if not added or not biases:
        return biases
    forget: Key = ("ih", "f")
    return {**biases, forget: biases[forget] + biases[forget].dtype.type(added)}

"""The numbers that a reading of the example starts from: every one of them can be edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CELL_TYPES, CellType
from rnnviz.lessons.worked_example.edits import Edits, indices
from rnnviz.lessons.worked_example.printed import FULL, HIDDEN_SIZE, PRINTED, ROWS, STATES, Rows, X
from rnnviz.recorder.architecture import Architecture

Reading = Literal["shared", "full", "printed"]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """What goes into a calculation of the example.

    Attributes:
        mode: PyTorch's mode: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU".
        reading: how the printed rows are read.
        bias: whether there are biases.
        arrays: float64, read-only, by the name under which they are edited: ``x`` (steps, 3), ``h_prev`` (2,), for an
            LSTM ``c_prev`` (2,), then the weights. The printed ones are ``W_ih`` (rows, 3), ``W_hh`` (rows, 2),
            ``b_ih`` and ``b_hh`` (rows,) with a row for each block of the cell type's weights; the full ones have
            PyTorch's names ``weight_ih`` and so on, and two rows for each block.
    """

    mode: str
    reading: Reading
    bias: bool
    arrays: Mapping[str, Float[np.ndarray, "..."]]

    @property
    def cells(self) -> Mapping[str, float]:
        """Every number by the cell in which it is edited."""
        return {
            cell: float(array[index])
            for name, array in self.arrays.items()
            for cell, index in indices(name, array.shape).items()
        }

    @property
    def architecture(self) -> Architecture:
        """The module that the example is of."""
        name = CELL_TYPES[self.mode].name
        return Architecture(f"nn.{name}", self.mode, len(self.arrays["x"][0]), HIDDEN_SIZE, bias=self.bias)

    @property
    def cell_type(self) -> CellType:
        """The operations of a step."""
        return self.architecture.cell

    @property
    def parameters(self) -> Mapping[str, Float[np.ndarray, "..."]]:
        """The weights by the names of PyTorch's first layer: ``weight_ih_l0`` and so on, as many rows as there are."""
        names = zip(_names(PRINTED, self.bias), _names(FULL, self.bias), strict=True)
        own = {full: self.arrays[full if self.reading == "full" else short] for short, full in names}
        if self.reading == "shared":
            own = {name: np.repeat(weight, HIDDEN_SIZE, axis=0) for name, weight in own.items()}
        return {f"{name}_l0": weight for name, weight in own.items()}

    @property
    def initial(self) -> Mapping[str, Float[np.ndarray, " hidden_size"]]:
        """The states before the first step: h_prev and, for an LSTM, c_prev."""
        return {name: array for name, array in self.arrays.items() if name in STATES}


def numbers(
    mode: str = "LSTM",
    *,
    reading: Reading = "shared",
    bias: bool = True,
    steps: int = 1,
    edits: Edits = MappingProxyType({}),
) -> Numbers:
    """The example's numbers for a cell type and a reading, with ``edits`` put in.

    Edits of numbers that this cell type or reading has no use for stay without effect.

    >>> numbers("GRU").arrays["W_ih"].shape, numbers("GRU", reading="full").arrays["weight_ih"].shape
    ((3, 3), (6, 3))
    """
    kind = CELL_TYPES[mode]
    weights = FULL if reading == "full" else PRINTED
    rows = ROWS[mode] * (HIDDEN_SIZE if reading == "full" else 1)
    wanted: dict[str, Rows] = {"x": X[:steps]}
    wanted |= {name: STATES[name] for name in kind.inputs if name in STATES}
    wanted |= {name: weights[name][:rows] for name in _names(weights, bias)}
    arrays = {name: np.array(values, dtype=np.float64) for name, values in wanted.items()}
    for name, array in arrays.items():
        for cell, index in indices(name, array.shape).items():
            if cell in edits:
                array[index] = edits[cell]
        array.setflags(write=False)
    return Numbers(mode, reading, bias, MappingProxyType(arrays))


def _names(weights: Mapping[str, object], bias: bool) -> tuple[str, ...]:
    """The matrices, then the biases where there are any."""
    return tuple(weights) if bias else tuple(weights)[:2]

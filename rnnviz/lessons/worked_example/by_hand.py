"""The example calculated with NumPy alone, operation after operation, until it ends or NumPy refuses.

The weights are cut as the printed text cuts them: two rows for each gate, from the first row on. Python's slices do not
complain about rows that are not there: a gate whose rows are missing gets none, and nothing is said until two
lengths meet that do not fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CellType, Operation
from rnnviz.cells.evaluate import evaluate
from rnnviz.lessons.worked_example.numbers import Numbers
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE
from rnnviz.recorder import Step


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """The rows of the stacked weights that one block was to have, and those that were there."""

    block: str
    start: int
    stop: int
    rows: int
    """How many rows there were, 0 to ``stop - start``."""


@dataclass(frozen=True, slots=True, eq=False)
class Stopped:
    """Where NumPy refused.

    Attributes:
        operation: the operation that could not be carried out.
        error: NumPy's words, untouched.
        shapes: of everything that the operation reads, by name.
    """

    operation: Operation
    error: str
    shapes: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """A calculation, as far as it came.

    Attributes:
        cell_type: the operations that were to be carried out.
        slices: which rows each block of the weights got.
        steps: for each time step what was computed: all operations, or those before the error.
        stopped: why the last step has not all of them; None where it has.
    """

    cell_type: CellType
    slices: tuple[Slice, ...]
    steps: tuple[Step, ...]
    stopped: Stopped | None

    @property
    def shrunk(self) -> bool:
        """Whether it ran on with a hidden state of fewer units than it was given."""
        return any(len(step["h"]) < HIDDEN_SIZE for step in self.steps if "h" in step)


def by_hand(given: Numbers) -> ByHand:
    """Calculate the example in float64.

    >>> from rnnviz.lessons.worked_example.numbers import numbers
    >>> stopped = by_hand(numbers(reading="printed")).stopped
    >>> stopped.operation.name, dict(stopped.shapes), stopped.error
    ('written', {'i': (2,), 'g': (0,)}, 'operands could not be broadcast together with shapes (2,) (0,) ')
    """
    cell_type = given.cell_type
    weights = given.architecture.blocks(given.parameters, 0, 0)
    rows = len(given.parameters["weight_ih_l0"])
    steps: list[Step] = []
    stopped = None
    states = dict(given.initial)
    for t, x in enumerate(given.arrays["x"]):
        values, stopped = _run(cell_type, {"x": x, **states}, weights)
        label = "x" if len(given.arrays["x"]) == 1 else f"x{t}"
        steps.append(Step(t, label, cell_type, False, MappingProxyType(values), MappingProxyType(weights)))
        if stopped:
            break
        states = {f"{state}_prev": values[state] for state in cell_type.states}
    return ByHand(cell_type, _slices(cell_type, rows), tuple(steps), stopped)


def _run(
    cell_type: CellType, inputs: Mapping[str, np.ndarray], weights: Mapping[str, np.ndarray]
) -> tuple[dict[str, Float[np.ndarray, " size"]], Stopped | None]:
    values = dict(inputs)
    for operation in cell_type.operations:
        known = {**values, **weights}
        try:
            values[operation.name] = np.asarray(evaluate(operation.expression, known))
        except ValueError as error:
            shapes = {name: known[name].shape for name in (*operation.parameters, *operation.reads)}
            return values, Stopped(operation, str(error), MappingProxyType(shapes))
    return values, None


def _slices(cell_type: CellType, rows: int) -> tuple[Slice, ...]:
    starts = range(0, HIDDEN_SIZE * len(cell_type.weight_blocks), HIDDEN_SIZE)
    return tuple(
        Slice(block, start, start + HIDDEN_SIZE, len(range(rows)[start : start + HIDDEN_SIZE]))
        for block, start in zip(cell_type.weight_blocks, starts, strict=True)
    )

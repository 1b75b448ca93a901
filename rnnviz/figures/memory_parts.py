"""The sum that makes the memory of a step, taken apart: found in the cell type's operations, not known by name."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import CellType, Operation
from rnnviz.cells.contributions import contributions
from rnnviz.cells.expression import is_parameter, names, terms


@dataclass(frozen=True)
class MemoryUpdate:
    """The sum, the state it leads to, and that state's value before the step."""

    operation: Operation
    state: Operation

    @property
    def before(self) -> str:
        """The name of the state's previous value."""
        return f"{self.state.name}_prev"

    @property
    def is_state(self) -> bool:
        """Whether the sum itself is the new state; otherwise the state is a function of it."""
        return self.operation is self.state


def memory_update_of(cell_type: CellType) -> MemoryUpdate:
    """The state that is a sum; where there is none, the sum behind the last state.

    >>> from rnnviz.cells import GRU, LSTM, RNN_TANH
    >>> [memory_update_of(cell_type).operation.name for cell_type in (LSTM, GRU, RNN_TANH)]
    ['c', 'h', 'a']
    """
    states = [operation for operation in cell_type.operations if operation.role == "state"]
    for state in states:
        if len(terms(state.expression)) > 1:
            return MemoryUpdate(state, state)
    operation = states[-1]
    while len(terms(operation.expression)) == 1:
        operation = cell_type.operation(operation.reads[0])
    return MemoryUpdate(operation, states[-1])


@dataclass(frozen=True, eq=False)
class Part:
    """One summand: its code, its colour in the theme, its value per unit."""

    code: str
    colour: str
    values: np.ndarray


def parts(
    cell_type: CellType, update: MemoryUpdate, values: Mapping[str, np.ndarray], weights: Mapping[str, np.ndarray]
) -> list[Part]:
    """The summands over any leading axes, what is left of the value before first.

    Empty where the sum needs weights and the recording holds none. A product is coloured by what it alone reads:
    ``kept`` by the forget gate, ``fresh`` by the candidate. A weighted vector has the vector's colour, a bias none.
    """
    operation = update.operation
    if not set(operation.parameters) <= set(weights):
        return []
    found = contributions(operation, {**weights, **{name: values[name] for name in operation.reads}})
    read = [_read(cell_type, set(names(term))) for term in terms(operation.expression)]
    result = [
        Part(code, _colour(cell_type, own, [name for other in read if other is not own for name in other]), value)
        for (code, value), own in zip(zip(found, np.broadcast_arrays(*found.values()), strict=True), read, strict=True)
    ]
    old = {part.code for part, own in zip(result, read, strict=True) if update.before in own}
    return sorted(result, key=lambda part: part.code not in old)


def _read(cell_type: CellType, term: set[str]) -> list[str]:
    """What a term is made of: the values that the operation behind it reads, or the names in the term itself."""
    for operation in cell_type.operations:
        if term == {operation.name}:
            return list(operation.reads)
    return sorted(term)


def _colour(cell_type: CellType, own: list[str], others: list[str]) -> str:
    vectors = [name for name in own if not is_parameter(name)]
    if not vectors:
        return "neutral"
    gates = [name for name in vectors if name not in cell_type.inputs]
    name = next((name for name in gates if name not in others), (gates or vectors)[0])
    return "x" if name == "x" else cell_type.operation(name.removesuffix("_prev")).colour

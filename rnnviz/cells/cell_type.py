"""A cell type: what one time step computes, as an ordered list of operations."""

from dataclasses import dataclass, replace
from functools import cached_property

from rnnviz.cells.operation import Operation, Point
from rnnviz.cells.recurrence import Recurrence, recurrence
from rnnviz.cells.stacked import Stacked, stacked


@dataclass(frozen=True)
class Inlet:
    """Where a value that comes from outside the step is written in the diagram."""

    chip: Point
    side: str


@dataclass(frozen=True)
class CellType:
    """An RNN, LSTM or GRU in PyTorch's convention.

    ``gates`` are in PyTorch's row order; ``states`` are what passes to the next step, h first.
    ``weight_blocks`` lists, in row order, the letter of each block of ``weight_ih`` and ``weight_hh``.
    """

    name: str
    mode: str
    gates: tuple[str, ...]
    states: tuple[str, ...]
    weight_blocks: tuple[str, ...]
    operations: tuple[Operation, ...]
    inlets: dict[str, Inlet]
    outlets: dict[str, tuple[Point, ...]]
    """For each state, the points of the wire that carries it out of the diagram."""
    belt: tuple[str, ...]
    """The states that ride on the conveyor belt."""
    size: Point
    gate_words: dict[str, str]
    """English words for the gates: {"forget": "f"}."""

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The values that come from outside the step: x, h_prev and, for an LSTM, c_prev."""
        return ("x", *(f"{state}_prev" for state in self.states))

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Every value of one step: the inputs, then the operations in order."""
        return (*self.inputs, *(operation.name for operation in self.operations))

    def operation(self, name: str) -> Operation:
        """The operation of that name; KeyError if there is none."""
        for operation in self.operations:
            if operation.name == name:
                return operation
        raise KeyError(name)

    @cached_property
    def weighted_sums(self) -> tuple[str, ...]:
        """The operations that hold a matrix product and are no state, in order: a_i, a_f, a_g, a_o for an LSTM."""
        return tuple(one.name for one in self.operations if one.has_product and one.name not in self.states)

    @cached_property
    def recurrences(self) -> dict[str, Recurrence]:
        """How each state after the first follows from its own past."""
        return {state: recurrence(state, self.operations) for state in self.states[1:]}

    @cached_property
    def operations_after_sums(self) -> tuple[Operation, ...]:
        """What is left to do at each step when the weighted sums are known.

        What leads from the past of a state to the state itself is left out: its recurrence does that.
        """
        walked = {f"{state}_prev" for state in self.recurrences}
        return tuple(
            one
            for one in self.operations
            if one.name not in self.weighted_sums and (one.name in self.recurrences or walked.isdisjoint(one.reads))
        )

    @cached_property
    def stacked(self) -> Stacked:
        """How all weighted sums follow from the stacked weights."""
        return stacked([self.operation(name) for name in self.weighted_sums], self.weight_blocks)

    def without_bias(self) -> "CellType":
        """The same cell type in a module built with ``bias=False``."""
        return self._without_bias

    @cached_property
    def _without_bias(self) -> "CellType":
        return replace(self, operations=tuple(operation.without_bias() for operation in self.operations))

    def with_projection(self) -> "CellType":
        """The same cell type in a module built with ``proj_size``."""
        return self._with_projection

    @cached_property
    def _with_projection(self) -> "CellType":
        last = self.operations[-1]
        full = replace(last, name="h_full")
        projected = replace(last, text="W_hr @ h_full")
        return replace(self, operations=(*self.operations[:-1], full, projected))

"""A cell type: what one time step computes, as an ordered list of operations."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from rnnviz.cells.activation import Activation, activations
from rnnviz.cells.expression import Expression, is_parameter, names
from rnnviz.cells.operation import Operation, Point
from rnnviz.cells.recurrence import Recurrence, direct_path, recurrence
from rnnviz.cells.stacked import Stacked, stacked
from rnnviz.errors import ArgumentError
from rnnviz.words import N_

Size = Literal["input_size", "hidden_size", "proj_size", "readout_size"]


@dataclass(frozen=True)
class Parameter:
    """A parameter of one layer and direction: blocks of the same size, under one another.

    >>> from rnnviz.cells import GRU
    >>> GRU.parameters[0].kind, GRU.parameters[0].blocks, GRU.parameters[0].columns
    ('weight_ih', ('W_ir', 'W_iz', 'W_in'), 'input_size')
    """

    kind: str
    """PyTorch's name without the layer: "weight_ih"."""
    blocks: tuple[str, ...]
    """What the operations call them: ("W_ii", "W_if", "W_ig", "W_io")."""
    columns: Size | None
    """None for a vector; "input_size" stands for the features that the layer reads."""
    rows: Size = "hidden_size"
    """Of each block."""


@dataclass(frozen=True)
class Inlet:
    """Where a value that comes from outside the step is written in the diagram."""

    chip: Point
    side: str


@dataclass(frozen=True)
class CellType:
    """What one time step of a kind of module computes: an RNN, LSTM or GRU in PyTorch's convention, or another one.

    ``gates`` are in PyTorch's row order; ``states`` are what passes to the next step, the one that is put out first.
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
    """For each state, the points that the wire which carries it out of the diagram runs through after its node."""
    belt: tuple[str, ...]
    """The states that ride on the conveyor belt."""
    size: Point
    gate_words: dict[str, str]
    """English words for the gates: {"forget": "f"}."""
    projection: tuple[Operation, ...] = ()
    """What stands in the last operation's place in a module built with ``proj_size``; empty where there is no such."""
    projected: bool = False
    """Whether it does stand there."""
    own_parameters: tuple[Parameter, ...] = ()
    """Where they are not PyTorch's weight_ih, weight_hh, bias_ih and bias_hh, made of ``weight_blocks``."""
    readout: str | None = None
    """The value of ``readout_size`` that the module puts out in place of its state: y of an Elman network."""

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The values that come from outside the step: x, h_prev and, for an LSTM, c_prev."""
        return ("x", *(f"{state}_prev" for state in self.states))

    @cached_property
    def over_time(self) -> tuple[str, ...]:
        """What is looked at over time: the gates, the states, and what is read out of them."""
        return tuple(dict.fromkeys(filter(None, (*self.gates, *self.states, self.readout))))

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

    @property
    def state(self) -> str:
        """The state that the module puts out and reads back at the next step: h, and y of a Jordan network."""
        return self.states[0]

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters of one layer and direction, in PyTorch's order.

        >>> from rnnviz.cells import LSTM
        >>> [parameter.kind for parameter in LSTM.without_bias().with_projection().parameters]
        ['weight_ih', 'weight_hh', 'weight_hr']
        """
        read = {name for operation in self.operations for name in operation.parameters}
        return tuple(one for one in self.own_parameters or self._stacked_parameters if not read.isdisjoint(one.blocks))

    @property
    def _stacked_parameters(self) -> tuple[Parameter, ...]:
        def blocks(letters: str) -> tuple[str, ...]:
            return tuple(letters + block for block in self.weight_blocks)

        found = (
            Parameter("weight_ih", blocks("W_i"), "input_size"),
            Parameter("weight_hh", blocks("W_h"), self.size_of(self.state)),
            Parameter("bias_ih", blocks("b_i"), None),
            Parameter("bias_hh", blocks("b_h"), None),
        )
        return (*found, Parameter("weight_hr", ("W_hr",), "hidden_size", "proj_size")) if self.projected else found

    @cached_property
    def weighted_sums(self) -> tuple[str, ...]:
        """The operations with a matrix product, but for states and what is read out of them.

        They are a_i, a_f, a_g, a_o for an LSTM, projected or not.
        """
        sums = (operation.name for operation in self.operations if operation.has_product)
        return tuple(name for name in sums if name not in (*self.states, self.readout))

    @cached_property
    def recurrences(self) -> dict[str, Recurrence]:
        """How each state after the first follows from its own past."""
        return {state: recurrence(state, self.operations) for state in self.states[1:]}

    @cached_property
    def direct_paths(self) -> dict[str, Expression]:
        """What one step multiplies a state by on its direct way to the next, for the states that have such a way.

        >>> from rnnviz.cells import LSTM
        >>> LSTM.direct_paths
        {'c': Name(text='f')}
        """
        found = ((state, direct_path(state, self.operations)) for state in self.states)
        return {state: factor for state, factor in found if factor is not None}

    @cached_property
    def activations(self) -> tuple[Activation, ...]:
        """The gates that follow from one weighted sum each."""
        return activations([self.operation(name) for name in self.gates], self.weighted_sums)

    @cached_property
    def operations_left(self) -> tuple[Operation, ...]:
        """What is left to do at each step for the gates and states, when sums, activations and every h are known.

        What leads from the past of a state to the state itself is left out: its recurrence does that.
        """
        known = set(self.weighted_sums)
        for one in self.activations:
            known.update(self.gates[one.first_gate : one.first_gate + one.count])
        wanted = {*self.gates, *self.recurrences}
        walked = {f"{state}_prev" for state in self.recurrences}
        found: list[Operation] = []
        for operation in reversed(self.operations):
            name, reads = operation.name, operation.reads
            if name in wanted - known and (name in self.recurrences or walked.isdisjoint(reads)):
                wanted.update(reads)
                found.append(operation)
        return tuple(reversed(found))

    @cached_property
    def names_left(self) -> frozenset[str]:
        """The values and parameters that the operations left read, or make."""
        left = {name for one in self.operations_left for name in (one.name, *one.reads, *one.parameters)}
        for how in self.recurrences.values():
            for part in (how.coefficient, how.rest):
                left.update(() if part is None else names(part))
        return frozenset(left)

    @cached_property
    def parameters_left(self) -> tuple[str, ...]:
        """The parameters among them."""
        return tuple(sorted(filter(is_parameter, self.names_left)))

    @cached_property
    def stacked(self) -> Stacked | None:
        """How all weighted sums follow from the stacked weights at once; None where one needs the result of another."""
        places = {block: (one.kind, row) for one in self.parameters for row, block in enumerate(one.blocks)}
        return stacked([self.operation(name) for name in self.weighted_sums], places, self.inputs)

    @cached_property
    def operations_kept(self) -> tuple[Operation, ...]:
        """What leads to the weighted sums, the gates and the states after the first, in order."""
        wanted = {*self.weighted_sums, *self.gates, *self.recurrences}
        found: list[Operation] = []
        for operation in reversed(self.operations):
            if operation.name in wanted:
                wanted.update(operation.reads)
                found.append(operation)
        return tuple(reversed(found))

    def size_of(self, name: str) -> Size:
        """Which of PyTorch's sizes a value of the step has: ``h`` has proj_size units where it is projected.

        >>> from rnnviz.cells import LSTM
        >>> [LSTM.with_projection().size_of(name) for name in ("x", "h_prev", "c_prev", "h_full", "h")]
        ['input_size', 'proj_size', 'hidden_size', 'hidden_size', 'proj_size']
        """
        if name == "x":
            return "input_size"
        own = name.removesuffix("_prev")
        if own == self.readout:
            return "readout_size"
        return "proj_size" if self.projected and own == self.operations[-1].name else "hidden_size"

    @property
    def other_size(self) -> Size | None:
        """Which size h has where a projection makes it smaller, or y where it is read out; None where all is one size.

        >>> from rnnviz.cells import LSTM
        >>> LSTM.other_size, LSTM.with_projection().other_size
        (None, 'proj_size')
        """
        return "proj_size" if self.projected else "readout_size" if self.readout else None

    def without_bias(self) -> "CellType":
        """The same cell type in a module built with ``bias=False``."""
        return self._without_bias

    def with_projection(self) -> "CellType":
        """The same cell type in a module built with ``proj_size``: its hidden state is smaller, ``W_hr @ h_full``.

        Raises:
            ArgumentError: PyTorch projects the hidden state of an LSTM only.

        >>> from rnnviz.cells import LSTM
        >>> [operation.text for operation in LSTM.with_projection().operations[-2:]]
        ['o * squashed', 'W_hr @ h_full']
        """
        return self if self.projected else self._with_projection

    # Made once: who asks again gets the same object, with all that was worked out on it.
    @cached_property
    def _without_bias(self) -> "CellType":
        plain, projection = (
            tuple(operation.without_bias() for operation in operations)
            for operations in (self.operations, self.projection)
        )
        return replace(self, operations=plain, projection=projection)

    @cached_property
    def _with_projection(self) -> "CellType":
        if not self.projection:
            raise ArgumentError(
                "cell-type-projection",
                N_("cell_type must have a projection, and cell type {cell_type} has none. Only an LSTM can have one."),
                cell_type=self.name,
            )
        return replace(self, operations=(*self.operations[:-1], *self.projection), projected=True)

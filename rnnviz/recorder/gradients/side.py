"""The way back through the steps of one layer and direction.

The operations of every step are done once more as nodes of PyTorch's autograd, each state made from the one before,
and every node is asked for its gradient at once. So no derivative of a cell is written down anywhere. Every state is
then put to the very numbers of the recording: the derivatives are taken there, and rounding does not add up over time.

What reads the weights or the input takes no part in the walk over time: once the gradient of every result is known,
those by what went into it follow for all steps at once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.cells import CellType
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import Expression
from rnnviz.cells.hoist import hoisted
from rnnviz.cells.in_torch import TORCH
from rnnviz.recorder.rows import Rows

Vectors = Float[Tensor, "rows _"]


@dataclass(frozen=True, eq=False)
class Side:
    """One layer and direction as it was recorded; rows as in `Rows`."""

    cell_type: CellType
    rows: Rows
    reverse: bool
    x: Float[Tensor, "rows features"]
    states: Mapping[str, Vectors]
    """Every state after every step."""
    initial: Mapping[str, Float[Tensor, "batch _"]]
    """The states before the first step, in the order of the rows."""
    weights: Mapping[str, Tensor]
    """The blocks W_ii, W_hi, b_ii, ... of this layer and direction."""
    cuts: Collection[int] = ()
    """Steps with which a new call begins: no gradient goes back over these."""

    @property
    def sizes(self) -> list[int]:
        """How many sequences there are at every step."""
        return [int(size) for size in self.rows.batch_sizes]

    def before(self, state: str) -> Vectors:
        """A state before every step, by rows."""
        values = self.rows.previous(
            self.states[state].numpy(), self.initial[state].numpy(), (0, self.rows.seq_len), reverse=self.reverse
        )
        return torch.from_numpy(values)


@dataclass(frozen=True, eq=False)
class Nodes:
    """What came of the walk back."""

    gradients: Mapping[str, Vectors]
    """By every operation."""
    initial: Mapping[str, Float[Tensor, "batch _"]]
    """By the states before the first step."""
    made: Vectors
    """What the state that is put out came to at every step, before it was put to what was recorded."""


class _Recorded(torch.autograd.Function):
    """A state as it was recorded; its gradient is that of the state which was made here."""

    @staticmethod
    def forward(context: Any, made: Tensor, recorded: Tensor) -> Tensor:
        return recorded.view_as(recorded)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient, None


def walk_back(side: Side, came: Mapping[str, Vectors], asked: Collection[str]) -> Nodes:
    """The gradients by the operations ``asked`` for, from those that came to some of them from outside the layer."""
    sizes, operations = side.sizes, side.cell_type.operations
    parts: dict[str, Expression] = {}
    changing = {*side.cell_type.inputs, *(operation.name for operation in operations)} - {"x"}
    steps = [(operation.name, hoisted(operation.expression, changing, parts)) for operation in operations]
    with torch.no_grad():
        constant = {"x": side.x} | {
            name: evaluate(part, {**side.weights, "x": side.x}, functions=TORCH) for name, part in parts.items()
        }
    fixed = {name: torch.split(value, sizes) for name, value in constant.items()}
    own = {state: torch.split(value, sizes) for state, value in side.states.items()}
    first = {state: value.clone().requires_grad_() for state, value in side.initial.items()}
    now = {state: value[:0] for state, value in first.items()}
    nodes: dict[str, list[Tensor]] = {name: [] for name in asked}
    ends: dict[str, list[Tensor]] = {name: [] for name in came}
    made: list[Tensor] = []
    order = range(len(sizes))[:: -1 if side.reverse else 1]
    for t in order:
        values = {**side.weights, **{name: value[t] for name, value in fixed.items()}}
        for state, before in now.items():
            before = before.detach() if t in side.cuts else before
            values[f"{state}_prev"] = _going_on(before, first[state], sizes[t])
        for name, expression in steps:
            value = evaluate(expression, values, functions=TORCH)
            if name == side.cell_type.state:
                made.append(value.detach())
            if name in own:
                value = _Recorded.apply(value, own[name][t])  # type: ignore[no-untyped-call]
            if name in ends:
                ends[name].append(value)
            if name in nodes:
                # What hangs on the input alone begins a graph of its own.
                value = value if value.requires_grad else value.detach().requires_grad_()
                nodes[name].append(value)
            values[name] = value
        now = {state: values[state] for state in now}

    def in_place(found: list[Tensor]) -> Tensor:
        return torch.cat(found[::-1] if side.reverse else found)

    gradients = iter(
        torch.autograd.grad(
            [in_place(each) for each in ends.values()],
            [*(node for name in asked for node in nodes[name]), *first.values()],
            list(came.values()),
            allow_unused=True,
            materialize_grads=True,
        )
    )
    return Nodes(
        {name: in_place([next(gradients) for _ in order]) for name in asked},
        {state: next(gradients) for state in first},
        in_place(made),
    )


def _going_on(before: Tensor, first: Float[Tensor, "batch size"], count: int) -> Float[Tensor, "count size"]:
    """The state before a step of the first ``count`` sequences: some may have ended, some may begin here."""
    if len(before) == count:
        return before
    return before[:count] if len(before) > count else torch.cat([before, first[len(before) : count]])


def reading_parameters(cell_type: CellType) -> tuple[str, ...]:
    """The operations that read a weight, a bias or the input."""
    return tuple(one.name for one in cell_type.operations if one.parameters or "x" in one.reads)


def by_what_went_in(side: Side, nodes: Nodes, parameters: Collection[Tensor]) -> tuple[Vectors, list[Tensor]]:
    """The gradients by the input of every step, and by the parameters that the weights of the side were cut from."""
    x = side.x.detach().requires_grad_()
    values: dict[str, Tensor] = {**side.weights, "x": x}
    values |= {f"{state}_prev": side.before(state) for state in side.states}
    ends: list[Tensor] = []
    came: list[Tensor] = []
    reading = reading_parameters(side.cell_type)
    for operation in side.cell_type.operations:
        value = evaluate(operation.expression, values, functions=TORCH)
        if operation.name in reading:
            ends.append(value)
            came.append(nodes.gradients[operation.name])
        values[operation.name] = value.detach()
    by_x, *by_parameters = torch.autograd.grad(ends, [x, *parameters], came, allow_unused=True, materialize_grads=True)
    return by_x, by_parameters

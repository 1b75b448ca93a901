"""The diagram of a cell type: nodes, wires and chips, from its operations.

A node is an operation; a wire carries a value from the operation that makes it to one that reads it; a chip is where
the numbers of a variable are written. Positions are in the cell type's own units, ``size`` wide and high.
"""

from dataclasses import dataclass
from typing import Literal

from rnnviz.cells.cell_type import CellType
from rnnviz.cells.expression import Add, Call, Multiply, Subtract
from rnnviz.cells.operation import Operation, Point

_FUNCTION_LABELS = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}


@dataclass(frozen=True)
class NodeShape:
    """An operation as it is drawn: a box for a function, a circle for arithmetic."""

    name: str
    at: Point
    shape: Literal["box", "circle"]
    label: str


@dataclass(frozen=True)
class Wire:
    """The way of one value; ``target`` is None where it leaves the diagram."""

    source: str
    target: str | None
    points: tuple[Point, ...]
    belt: bool


@dataclass(frozen=True)
class Chip:
    """Where a variable's numbers are written, and on which side of them its symbol stands."""

    name: str
    at: Point
    side: str


@dataclass(frozen=True)
class Diagram:
    """Everything to draw for one cell type."""

    size: Point
    nodes: tuple[NodeShape, ...]
    wires: tuple[Wire, ...]
    chips: tuple[Chip, ...]


def diagram(cell_type: CellType) -> Diagram:
    """The diagram of a cell type.

    >>> from rnnviz.cells import LSTM
    >>> [wire.source for wire in diagram(LSTM).wires if wire.belt]
    ['c_prev', 'kept', 'c']
    """
    nodes: list[NodeShape] = []
    wires: list[Wire] = []
    chips = [Chip(name, inlet.chip, inlet.side) for name, inlet in cell_type.inlets.items()]
    for operation in cell_type.operations:
        node = operation.node
        assert node is not None, operation.name
        shape, label = _look(operation)
        nodes.append(NodeShape(operation.name, node.at, shape, node.label or label))
        chips.append(Chip(operation.name, node.chip, node.side))
        wires.extend(Wire(name, operation.name, node.wires[name], belt=name in node.belt) for name in operation.reads)
    made = {node.name: node.at for node in nodes}
    wires.extend(
        Wire(state, None, (made[state], *points), belt=state in cell_type.belt)
        for state, points in cell_type.outlets.items()
    )
    return Diagram(cell_type.size, tuple(nodes), tuple(wires), tuple(chips))


def _look(operation: Operation) -> tuple[Literal["box", "circle"], str]:
    if operation.has_product:
        return "circle", "Σ"
    match operation.expression:
        case Call(function, _):
            return "box", _FUNCTION_LABELS[function]
        case Multiply():
            return "circle", "×"
        case Subtract():
            return "circle", "−"
        case Add():
            return "circle", "+"
        case _:
            return "circle", "="

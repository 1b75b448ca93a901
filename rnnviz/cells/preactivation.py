"""The operations that every cell type begins with: weighted sums of the input and the previous hidden state."""

from rnnviz.cells.operation import Case, Node, Operation, Point
from rnnviz.words import N_

SUM, SUM_CHIP, ACTIVATION = 484.0, 420.0, 355.0
"""Heights that the diagrams share: the weighted sums, their numbers, the functions above them."""

STATE_BUS, _INPUT_BUS = 547.0, 570.0
STATE_INLET: Point = (80.0, 612.0)
INPUT_INLET: Point = (320.0, 612.0)
_APART = 7.0
"""Half the distance between the two wires that enter a sum from below."""


def state_wire(at: Point, start: Point = STATE_INLET, apart: float = _APART) -> tuple[Point, ...]:
    """The wire that brings h_prev along the bus below the sums."""
    x, y = at
    return (start, (start[0], STATE_BUS), (x - apart, STATE_BUS), (x - apart, y))


def input_wire(at: Point, apart: float = _APART) -> tuple[Point, ...]:
    """The wire that brings x along the bus below the sums."""
    x, y = at
    return (INPUT_INLET, (INPUT_INLET[0], _INPUT_BUS), (x + apart, _INPUT_BUS), (x + apart, y))


def column(value: str, x: float, below: float, above: float) -> dict[str, tuple[Point, ...]]:
    """A straight wire upwards."""
    return {value: ((x, below), (x, above))}


def preactivation(block: str, title: str, colour: str, *, at: Point, start: Point = STATE_INLET) -> Operation:
    """``a_i = W_ii @ x + b_ii + W_hi @ h_prev + b_hi`` for one block of the stacked weights."""
    name = f"a_{block}"
    return Operation(
        name,
        f"W_i{block} @ x + b_i{block} + W_h{block} @ h_prev + b_h{block}",
        title,
        "preactivation",
        colour,
        narration=sum_cases(name),
        node=Node(at, (at[0], SUM_CHIP), "left", {"x": input_wire(at), "h_prev": state_wire(at, start)}),
    )


def sum_cases(name: str) -> tuple[Case, ...]:
    """How to tell what a weighted sum came to."""
    return (
        Case(N_("Unit {unit}: the weighted sum comes to {value}, above zero."), ((name, ">", 0.0),)),
        Case(N_("Unit {unit}: the weighted sum comes to {value}, below zero."), ((name, "<", 0.0),)),
        Case(N_("Unit {unit}: the weighted sum comes to {value}.")),
    )

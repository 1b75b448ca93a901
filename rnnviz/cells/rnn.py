"""The plain RNN in PyTorch's convention, with tanh or relu.

Source: the equation in the documentation of ``torch.nn.RNN``; Elman, 1990.
"""

from rnnviz.cells.cell_type import CellType, Inlet
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import INPUT_INLET, STATE_INLET, column, input_wire, state_wire, sum_cases
from rnnviz.words import N_

_CENTRE, _SUM, _ACTIVATION, _OUT = 430.0, 400.0, 260.0, 110.0


def _rnn(nonlinearity: str, narration: tuple[Case, ...]) -> CellType:
    at = (_CENTRE, _SUM)
    return CellType(
        name="RNN",
        mode=f"RNN_{nonlinearity.upper()}",
        gates=(),
        states=("h",),
        weight_blocks=("h",),
        gate_words={},
        size=(800.0, 650.0),
        belt=(),
        inlets={
            "x": Inlet(chip=INPUT_INLET, side="below"),
            "h_prev": Inlet(chip=STATE_INLET, side="below"),
        },
        outlets={"h": ((_CENTRE, _ACTIVATION), (_CENTRE, _OUT), (800.0, _OUT))},
        operations=(
            Operation(
                "a",
                "W_ih @ x + b_ih + W_hh @ h_prev + b_hh",
                N_("add up input and past"),
                "preactivation",
                "hidden_state",
                narration=sum_cases("a"),
                node=Node(at, (_CENTRE + 95.0, _SUM), "above", {"x": input_wire(at), "h_prev": state_wire(at)}),
            ),
            Operation(
                "h",
                f"{nonlinearity}(a)",
                N_("form the hidden state"),
                "state",
                "hidden_state",
                narration=narration,
                node=Node((_CENTRE, _ACTIVATION), (620.0, _OUT), "above", column("a", _CENTRE, _SUM, _ACTIVATION)),
            ),
        ),
    )


RNN_TANH = _rnn(
    "tanh",
    (
        Case(
            N_("Unit {unit}: tanh squeezes {a} between −1 and 1: the hidden state rises from {h_prev} to {h}."),
            (("h", ">", "h_prev"),),
        ),
        Case(
            N_("Unit {unit}: tanh squeezes {a} between −1 and 1: the hidden state falls from {h_prev} to {h}."),
            (("h", "<", "h_prev"),),
        ),
        Case(N_("Unit {unit}: tanh squeezes {a} between −1 and 1: the hidden state stays at {h}.")),
    ),
)

RNN_RELU = _rnn(
    "relu",
    (
        Case(N_("Unit {unit}: {a} is below zero, relu cuts it off: h = {h}."), (("a", "<", 0.0),)),
        Case(N_("Unit {unit}: {a} passes relu unchanged: h = {h}.")),
    ),
)

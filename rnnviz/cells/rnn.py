"""The plain RNN in PyTorch's convention, with tanh or relu.

Source: the equation in the documentation of ``torch.nn.RNN``; Elman, 1990.
"""

from rnnviz.cells.cell_type import CellType, Inlet
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import sum_cases
from rnnviz.words import N_

_LINE, _FLOOR, _WIDTH = 170.0, 330.0, 900.0
_SUM, _ACTIVATION = 262.0, 560.0


def _rnn(nonlinearity: str, narration: tuple[Case, ...]) -> CellType:
    return CellType(
        name="RNN",
        mode=f"RNN_{nonlinearity.upper()}",
        gates=(),
        states=("h",),
        weight_blocks=("h",),
        gate_words={},
        size=(_WIDTH, 420.0),
        belt=(),
        inlets={
            "x": Inlet(chip=(_SUM, _FLOOR), side="below"),
            "h_prev": Inlet(chip=(80.0, _LINE), side="above"),
        },
        outlets={"h": ((_WIDTH, _LINE),)},
        operations=(
            Operation(
                "a",
                "W_ih @ x + b_ih + W_hh @ h_prev + b_hh",
                N_("add up input and past"),
                "preactivation",
                "hidden_state",
                narration=sum_cases("a"),
                node=Node(
                    (_SUM, _LINE),
                    (402.0, _LINE),
                    "above",
                    {"x": ((_SUM, _FLOOR), (_SUM, _LINE)), "h_prev": ((0.0, _LINE), (_SUM, _LINE))},
                ),
            ),
            Operation(
                "h",
                f"{nonlinearity}(a)",
                N_("form the hidden state"),
                "state",
                "hidden_state",
                narration=narration,
                node=Node((_ACTIVATION, _LINE), (735.0, _LINE), "above", {"a": ((_SUM, _LINE), (_ACTIVATION, _LINE))}),
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

"""The Jordan network: what is fed back is the output, not the hidden state.

Source: Jordan, "Serial order: a parallel distributed processing approach", 1986; here with a linear output and a
context that holds the last output alone.
"""

from rnnviz.cells.cell_type import CellType, Inlet, Parameter
from rnnviz.cells.elman import READOUT, READOUT_CASES
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import sum_cases
from rnnviz.words import N_

_LINE, _FLOOR, _WIDTH = 170.0, 330.0, 1110.0
_SUM, _HIDDEN, _OUTPUT = 262.0, 520.0, 800.0

JORDAN = CellType(
    name="Jordan",
    mode="JORDAN",
    gates=(),
    states=("y",),
    weight_blocks=("h",),
    gate_words={},
    size=(_WIDTH, 420.0),
    belt=(),
    inlets={
        "x": Inlet(chip=(_SUM, _FLOOR), side="below"),
        "y_prev": Inlet(chip=(80.0, _LINE), side="above"),
    },
    outlets={"y": ((_WIDTH, _LINE),)},
    own_parameters=(
        Parameter("weight_ih", ("W_ih",), "input_size"),
        Parameter("weight_yh", ("W_yh",), "readout_size"),
        Parameter("bias_h", ("b_h",), None),
        *READOUT,
    ),
    readout="y",
    operations=(
        Operation(
            "a",
            "W_ih @ x + W_yh @ y_prev + b_h",
            N_("add up input and last output"),
            "preactivation",
            "hidden_state",
            narration=sum_cases("a"),
            node=Node(
                (_SUM, _LINE),
                (392.0, _LINE),
                "above",
                {"x": ((_SUM, _FLOOR), (_SUM, _LINE)), "y_prev": ((0.0, _LINE), (_SUM, _LINE))},
            ),
        ),
        Operation(
            "h",
            "tanh(a)",
            N_("form the hidden units"),
            "candidate",
            "hidden_state",
            narration=(
                Case(N_("Unit {unit}: tanh squeezes {a} between −1 and 1: h = {h}, which no later step reads.")),
            ),
            node=Node((_HIDDEN, _LINE), (662.0, _LINE), "above", {"a": ((_SUM, _LINE), (_HIDDEN, _LINE))}),
        ),
        Operation(
            "y",
            "W_hy @ h + b_y",
            N_("read the output out"),
            "state",
            "readout",
            narration=READOUT_CASES,
            node=Node((_OUTPUT, _LINE), (950.0, _LINE), "above", {"h": ((_HIDDEN, _LINE), (_OUTPUT, _LINE))}),
        ),
    ),
)

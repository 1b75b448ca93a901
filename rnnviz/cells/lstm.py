"""The LSTM in PyTorch's convention: gates i, f, g, o, in that row order.

Source: the equations in the documentation of ``torch.nn.LSTM``; Hochreiter and Schmidhuber, 1997; the forget gate:
Gers, Schmidhuber and Cummins, 2000.
"""

from rnnviz.cells.cell_type import CellType, Inlet
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import INPUT_INLET, STATE_INLET, column, preactivation
from rnnviz.words import N_

_BELT = 70.0
_FORGET, _INPUT, _CANDIDATE, _OUTPUT, _READOUT = 235.0, 425.0, 590.0, 765.0, 945.0
_SUM, _ACTIVATION, _CHIP = 480.0, 370.0, 298.0
_WRITE = 507.0

LSTM = CellType(
    name="LSTM",
    mode="LSTM",
    gates=("i", "f", "g", "o"),
    states=("h", "c"),
    weight_blocks=("i", "f", "g", "o"),
    gate_words={"input": "i", "forget": "f", "cell": "g", "candidate": "g", "output": "o"},
    size=(1040.0, 650.0),
    belt=("c",),
    inlets={
        "x": Inlet(chip=INPUT_INLET, side="below"),
        "h_prev": Inlet(chip=STATE_INLET, side="below"),
        "c_prev": Inlet(chip=(80.0, _BELT), side="above"),
    },
    outlets={
        "c": ((_WRITE, _BELT), (1040.0, _BELT)),
        "h": ((_READOUT, 245.0), (_READOUT, 590.0), (1040.0, 590.0)),
    },
    operations=(
        preactivation("i", N_("add up for the input gate"), "input", at=(_INPUT, _SUM)),
        preactivation("f", N_("add up for the forget gate"), "forget", at=(_FORGET, _SUM)),
        preactivation("g", N_("add up for the cell gate"), "candidate", at=(_CANDIDATE, _SUM)),
        preactivation("o", N_("add up for the output gate"), "output", at=(_OUTPUT, _SUM)),
        Operation(
            "i",
            "sigmoid(a_i)",
            N_("open the input gate"),
            "gate",
            "input",
            narration=(
                Case(
                    N_("Unit {unit}: the input gate is almost open: {i%} of the candidate may come in."),
                    (("i", ">=", 0.9),),
                ),
                Case(
                    N_("Unit {unit}: the input gate is almost shut: {i%} of the candidate may come in."),
                    (("i", "<=", 0.1),),
                ),
                Case(N_("Unit {unit}: the input gate opens to {i%}; that much of the candidate may come in.")),
            ),
            node=Node((_INPUT, _ACTIVATION), (_INPUT, _CHIP), "left", column("a_i", _INPUT, _SUM, _ACTIVATION)),
        ),
        Operation(
            "f",
            "sigmoid(a_f)",
            N_("open the forget gate"),
            "gate",
            "forget",
            narration=(
                Case(
                    N_("Unit {unit}: the forget gate is almost open: it will keep {f%} of c = {c_prev}."),
                    (("f", ">=", 0.9),),
                ),
                Case(
                    N_("Unit {unit}: the forget gate is almost shut: only {f%} of c = {c_prev} will be kept."),
                    (("f", "<=", 0.1),),
                ),
                Case(N_("Unit {unit}: the forget gate opens to {f%}; that much of c = {c_prev} will be kept.")),
            ),
            node=Node((_FORGET, _ACTIVATION), (_FORGET, _CHIP), "left", column("a_f", _FORGET, _SUM, _ACTIVATION)),
        ),
        Operation(
            "g",
            "tanh(a_g)",
            N_("form the candidate"),
            "candidate",
            "candidate",
            narration=(
                Case(
                    N_("Unit {unit}: the candidate, what could be written, is {g}: it would raise the cell state."),
                    (("g", ">", 0.0),),
                ),
                Case(
                    N_("Unit {unit}: the candidate, what could be written, is {g}: it would lower the cell state."),
                    (("g", "<", 0.0),),
                ),
                Case(N_("Unit {unit}: the candidate is {g}: there is nothing to write.")),
            ),
            node=Node(
                (_CANDIDATE, _ACTIVATION), (_CANDIDATE, _CHIP), "right", column("a_g", _CANDIDATE, _SUM, _ACTIVATION)
            ),
        ),
        Operation(
            "o",
            "sigmoid(a_o)",
            N_("open the output gate"),
            "gate",
            "output",
            narration=(
                Case(
                    N_("Unit {unit}: the output gate is almost open: {o%} of the cell state will show."),
                    (("o", ">=", 0.9),),
                ),
                Case(
                    N_("Unit {unit}: the output gate is almost shut: only {o%} of the cell state will show."),
                    (("o", "<=", 0.1),),
                ),
                Case(N_("Unit {unit}: the output gate opens to {o%}; that much of the cell state will show.")),
            ),
            node=Node((_OUTPUT, _ACTIVATION), (_OUTPUT, _CHIP), "left", column("a_o", _OUTPUT, _SUM, _ACTIVATION)),
        ),
        Operation(
            "kept",
            "f * c_prev",
            N_("keep some of the old cell state"),
            "product",
            "cell_state",
            narration=(Case(N_("Unit {unit}: the forget gate keeps {f%} of c = {c_prev}; {kept} is left.")),),
            node=Node(
                (_FORGET, _BELT),
                (365.0, _BELT),
                "above",
                {
                    "c_prev": ((0.0, _BELT), (_FORGET, _BELT)),
                    "f": ((_FORGET, _ACTIVATION), (_FORGET, _BELT)),
                },
                belt=("c_prev",),
            ),
        ),
        Operation(
            "written",
            "i * g",
            N_("write some of the candidate"),
            "product",
            "cell_state",
            narration=(
                Case(N_("Unit {unit}: the input gate lets {i%} of the candidate {g} in; {written} is written.")),
            ),
            node=Node(
                (_WRITE, 215.0),
                (_WRITE + 85.0, 145.0),
                "right",
                {
                    "i": ((_INPUT, _ACTIVATION), (_INPUT, 215.0), (_WRITE, 215.0)),
                    "g": ((_CANDIDATE, _ACTIVATION), (_CANDIDATE, 215.0), (_WRITE, 215.0)),
                },
            ),
        ),
        Operation(
            "c",
            "kept + written",
            N_("update the cell state"),
            "state",
            "cell_state",
            narration=(
                Case(
                    N_("Unit {unit}: {kept} kept plus {written} written: the cell state rises from {c_prev} to {c}."),
                    (("c", ">", "c_prev"),),
                ),
                Case(
                    N_("Unit {unit}: {kept} kept plus {written} written: the cell state falls from {c_prev} to {c}."),
                    (("c", "<", "c_prev"),),
                ),
                Case(N_("Unit {unit}: {kept} kept plus {written} written: the cell state stays at {c}.")),
            ),
            node=Node(
                (_WRITE, _BELT),
                (690.0, _BELT),
                "above",
                {
                    "kept": ((_FORGET, _BELT), (_WRITE, _BELT)),
                    "written": ((_WRITE, 215.0), (_WRITE, _BELT)),
                },
                belt=("kept",),
            ),
        ),
        Operation(
            "squashed",
            "tanh(c)",
            N_("squash the cell state"),
            "squashed",
            "cell_state",
            narration=(Case(N_("Unit {unit}: tanh squeezes c = {c} between −1 and 1: {squashed}.")),),
            node=Node(
                (_READOUT, 145.0),
                (_READOUT - 95.0, 195.0),
                "left",
                {"c": ((_READOUT, _BELT), (_READOUT, 145.0))},
            ),
        ),
        Operation(
            "h",
            "o * squashed",
            N_("read the hidden state out"),
            "state",
            "hidden_state",
            narration=(Case(N_("Unit {unit}: the output gate lets {o%} of {squashed} through: h = {h}.")),),
            node=Node(
                (_READOUT, 245.0),
                (_READOUT, 400.0),
                "left",
                {
                    "o": ((_OUTPUT, _ACTIVATION), (_OUTPUT, 245.0), (_READOUT, 245.0)),
                    "squashed": ((_READOUT, 145.0), (_READOUT, 245.0)),
                },
            ),
        ),
    ),
)

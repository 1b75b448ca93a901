"""The LSTM in PyTorch's convention: gates i, f, g, o, in that row order.

Source: the equations in the documentation of ``torch.nn.LSTM``; Hochreiter and Schmidhuber, 1997; the forget gate:
Gers, Schmidhuber and Cummins, 2000; the projection: Sak, Senior and Beaufays, 2014.
"""

from rnnviz.cells.cell_type import CellType, Inlet
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import ACTIVATION, INPUT_INLET, STATE_INLET, SUM, column, preactivation
from rnnviz.words import N_

_BELT = 70.0
_FORGET, _INPUT, _CANDIDATE, _OUTPUT, _READOUT = 225.0, 420.0, 612.0, 805.0, 1005.0
_CHIP = 282.0
_WRITE, _WRITE_AT, _READ_AT = 516.0, 205.0, 245.0
_PROJECT_AT = 420.0
_WIDTH = 1110.0

_READ = {
    "o": ((_OUTPUT, ACTIVATION), (_OUTPUT, _READ_AT), (_READOUT, _READ_AT)),
    "squashed": ((_READOUT, 145.0), (_READOUT, _READ_AT)),
}

LSTM = CellType(
    name="LSTM",
    mode="LSTM",
    gates=("i", "f", "g", "o"),
    states=("h", "c"),
    weight_blocks=("i", "f", "g", "o"),
    gate_words={"input": "i", "forget": "f", "cell": "g", "candidate": "g", "output": "o"},
    size=(_WIDTH, 664.0),
    belt=("c",),
    inlets={
        "x": Inlet(chip=INPUT_INLET, side="below"),
        "h_prev": Inlet(chip=STATE_INLET, side="below"),
        "c_prev": Inlet(chip=(80.0, _BELT), side="above"),
    },
    outlets={
        "c": ((_WIDTH, _BELT),),
        "h": ((_READOUT, 590.0), (_WIDTH, 590.0)),
    },
    operations=(
        preactivation("i", N_("add up for the input gate"), "input", at=(_INPUT, SUM)),
        preactivation("f", N_("add up for the forget gate"), "forget", at=(_FORGET, SUM)),
        preactivation("g", N_("add up for the cell gate"), "candidate", at=(_CANDIDATE, SUM)),
        preactivation("o", N_("add up for the output gate"), "output", at=(_OUTPUT, SUM)),
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
            node=Node((_INPUT, ACTIVATION), (_INPUT, _CHIP), "left", column("a_i", _INPUT, SUM, ACTIVATION)),
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
            node=Node((_FORGET, ACTIVATION), (_FORGET, _CHIP), "left", column("a_f", _FORGET, SUM, ACTIVATION)),
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
                (_CANDIDATE, ACTIVATION), (_CANDIDATE, _CHIP), "left", column("a_g", _CANDIDATE, SUM, ACTIVATION)
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
                    N_("Unit {unit}: the output gate is almost open: {o%} of tanh(c) will show."),
                    (("o", ">=", 0.9),),
                ),
                Case(
                    N_("Unit {unit}: the output gate is almost shut: only {o%} of tanh(c) will show."),
                    (("o", "<=", 0.1),),
                ),
                Case(N_("Unit {unit}: the output gate opens to {o%}; that much of tanh(c) will show.")),
            ),
            node=Node((_OUTPUT, ACTIVATION), (_OUTPUT, _CHIP), "left", column("a_o", _OUTPUT, SUM, ACTIVATION)),
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
                (370.0, _BELT),
                "above",
                {
                    "c_prev": ((0.0, _BELT), (_FORGET, _BELT)),
                    "f": ((_FORGET, ACTIVATION), (_FORGET, _BELT)),
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
                (_WRITE, _WRITE_AT),
                (_WRITE + 90.0, 138.0),
                "right",
                {
                    "i": ((_INPUT, ACTIVATION), (_INPUT, _WRITE_AT), (_WRITE, _WRITE_AT)),
                    "g": ((_CANDIDATE, ACTIVATION), (_CANDIDATE, _WRITE_AT), (_WRITE, _WRITE_AT)),
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
                (750.0, _BELT),
                "above",
                {
                    "kept": ((_FORGET, _BELT), (_WRITE, _BELT)),
                    "written": ((_WRITE, _WRITE_AT), (_WRITE, _BELT)),
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
                (_READOUT - 100.0, 196.0),
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
            node=Node((_READOUT, _READ_AT), (_READOUT, 400.0), "left", _READ),
        ),
    ),
    projection=(
        Operation(
            "h_full",
            "o * squashed",
            N_("read h_full out"),
            "unprojected",
            "hidden_state",
            narration=(Case(N_("Unit {unit}: the output gate lets {o%} of {squashed} through: h_full = {h_full}.")),),
            node=Node((_READOUT, _READ_AT), (_READOUT, 330.0), "left", _READ),
        ),
        Operation(
            "h",
            "W_hr @ h_full",
            N_("project the hidden state"),
            "state",
            "hidden_state",
            narration=(
                Case(
                    N_("Unit {unit} of h: all units of h_full, weighted and added up: h rises from {h_prev} to {h}."),
                    (("h", ">", "h_prev"),),
                ),
                Case(
                    N_("Unit {unit} of h: all units of h_full, weighted and added up: h falls from {h_prev} to {h}."),
                    (("h", "<", "h_prev"),),
                ),
                Case(N_("Unit {unit} of h: all units of h_full, weighted and added up: h stays at {h}.")),
            ),
            node=Node(
                (_READOUT, _PROJECT_AT),
                (_READOUT, 500.0),
                "left",
                {"h_full": ((_READOUT, _READ_AT), (_READOUT, _PROJECT_AT))},
            ),
        ),
    ),
)

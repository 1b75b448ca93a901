"""The GRU in PyTorch's convention: blocks r, z, n, in that row order; the reset gate acts after the product.

Source: the equations in the documentation of ``torch.nn.GRU``; Cho et al., 2014.
"""

from rnnviz.cells.cell_type import CellType, Inlet
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import (
    ACTIVATION,
    INPUT_INLET,
    SUM,
    SUM_CHIP,
    column,
    input_wire,
    preactivation,
    state_wire,
)
from rnnviz.words import N_

_BELT = 70.0
BELT_INLET = (80.0, _BELT)
_UPDATE, RESET, FROM_STATE, _FROM_INPUT = 225.0, 425.0, 630.0, 870.0
NEW, _NEW_AT, _BLEND, _BLEND_AT = 750.0, 238.0, 480.0, 178.0
JOIN, _MEET = 304.0, 383.0
_WIDTH = 1110.0

GRU = CellType(
    name="GRU",
    mode="GRU",
    gates=("r", "z", "n"),
    states=("h",),
    weight_blocks=("r", "z", "n"),
    gate_words={"reset": "r", "update": "z", "new": "n", "candidate": "n"},
    size=(_WIDTH, 664.0),
    belt=("h",),
    inlets={
        "x": Inlet(chip=INPUT_INLET, side="below"),
        "h_prev": Inlet(chip=BELT_INLET, side="above"),
    },
    outlets={"h": ((_WIDTH, _BELT),)},
    operations=(
        preactivation("r", N_("add up for the reset gate"), "reset", at=(RESET, SUM), start=BELT_INLET),
        preactivation("z", N_("add up for the update gate"), "update", at=(_UPDATE, SUM), start=BELT_INLET),
        Operation(
            "r",
            "sigmoid(a_r)",
            N_("open the reset gate"),
            "gate",
            "reset",
            narration=(
                Case(
                    N_("Unit {unit}: the reset gate is almost open: the candidate hears {r%} of the past."),
                    (("r", ">=", 0.9),),
                ),
                Case(
                    N_("Unit {unit}: the reset gate is almost shut: the candidate hears only {r%} of the past."),
                    (("r", "<=", 0.1),),
                ),
                Case(N_("Unit {unit}: the reset gate opens to {r%}; that much of the past reaches the candidate.")),
            ),
            node=Node((RESET, ACTIVATION), (548.0, JOIN), "above", column("a_r", RESET, SUM, ACTIVATION)),
        ),
        Operation(
            "z",
            "sigmoid(a_z)",
            N_("set the update gate"),
            "gate",
            "update",
            poles=(N_("{value} replaces"), N_("{value} keeps")),
            narration=(
                Case(N_("Unit {unit}: the update gate holds on: {z%} of the old state stays."), (("z", ">=", 0.9),)),
                Case(
                    N_("Unit {unit}: the update gate lets go: only {z%} of the old state stays."), (("z", "<=", 0.1),)
                ),
                Case(
                    N_(
                        "Unit {unit}: the update gate stands at {z%}: that much of the old state "
                        "stays, the rest is new."
                    )
                ),
            ),
            node=Node((_UPDATE, ACTIVATION), (_UPDATE, 268.0), "left", column("a_z", _UPDATE, SUM, ACTIVATION)),
        ),
        Operation(
            "n_x",
            "W_in @ x + b_in",
            N_("weigh the input for the candidate"),
            "preactivation",
            "candidate",
            narration=(Case(N_("Unit {unit}: the input's part of a_n is {n_x}.")),),
            node=Node((_FROM_INPUT, SUM), (_FROM_INPUT, SUM_CHIP), "right", {"x": input_wire((_FROM_INPUT, SUM), 0.0)}),
        ),
        Operation(
            "n_h",
            "W_hn @ h_prev + b_hn",
            N_("weigh the past for the candidate"),
            "preactivation",
            "candidate",
            narration=(Case(N_("Unit {unit}: the past's part of a_n, before the reset gate, is {n_h}.")),),
            node=Node(
                (FROM_STATE, SUM),
                (FROM_STATE, SUM_CHIP),
                "left",
                {"h_prev": state_wire((FROM_STATE, SUM), BELT_INLET, 0.0)},
            ),
        ),
        Operation(
            "a_n",
            "n_x + r * n_h",
            N_("add up for the candidate"),
            "preactivation",
            "candidate",
            narration=(Case(N_("Unit {unit}: {n_x} from the input and {r%} of {n_h} from the past: {a_n}.")),),
            node=Node(
                (NEW, JOIN),
                (NEW + 112.0, JOIN),
                "above",
                {
                    "n_x": ((_FROM_INPUT, SUM), (_FROM_INPUT, _MEET), (NEW + 9.0, _MEET), (NEW + 9.0, JOIN)),
                    "r": ((RESET, ACTIVATION), (RESET, JOIN), (NEW, JOIN)),
                    "n_h": ((FROM_STATE, SUM), (FROM_STATE, _MEET), (NEW - 9.0, _MEET), (NEW - 9.0, JOIN)),
                },
                label="×+",
            ),
        ),
        Operation(
            "n",
            "tanh(a_n)",
            N_("form the candidate"),
            "candidate",
            "candidate",
            narration=(Case(N_("Unit {unit}: the candidate for the new state is {n}.")),),
            node=Node((NEW, _NEW_AT), (622.0, _BLEND_AT), "right", column("a_n", NEW, JOIN, _NEW_AT)),
        ),
        Operation(
            "fresh",
            "(1 - z) * n",
            N_("take some of the candidate"),
            "product",
            "hidden_state",
            narration=(
                Case(N_("Unit {unit}: what the update gate leaves free, of the candidate {n}: {fresh} is new.")),
            ),
            node=Node(
                (_BLEND, _BLEND_AT),
                (_BLEND + 90.0, 122.0),
                "right",
                {
                    "z": ((_UPDATE, ACTIVATION), (_UPDATE, _BLEND_AT), (_BLEND, _BLEND_AT)),
                    "n": ((NEW, _NEW_AT), (NEW, _BLEND_AT), (_BLEND, _BLEND_AT)),
                },
            ),
        ),
        Operation(
            "old",
            "z * h_prev",
            N_("keep some of the old hidden state"),
            "product",
            "hidden_state",
            narration=(Case(N_("Unit {unit}: the update gate keeps {z%} of h = {h_prev}; {old} is left.")),),
            node=Node(
                (_UPDATE, _BELT),
                (352.0, _BELT),
                "above",
                {
                    "z": ((_UPDATE, ACTIVATION), (_UPDATE, _BELT)),
                    "h_prev": ((0.0, _BELT), (_UPDATE, _BELT)),
                },
                belt=("h_prev",),
            ),
        ),
        Operation(
            "h",
            "fresh + old",
            N_("update the hidden state"),
            "state",
            "hidden_state",
            narration=(
                Case(
                    N_("Unit {unit}: {fresh} new plus {old} kept: the hidden state rises from {h_prev} to {h}."),
                    (("h", ">", "h_prev"),),
                ),
                Case(
                    N_("Unit {unit}: {fresh} new plus {old} kept: the hidden state falls from {h_prev} to {h}."),
                    (("h", "<", "h_prev"),),
                ),
                Case(N_("Unit {unit}: {fresh} new plus {old} kept: the hidden state stays at {h}.")),
            ),
            node=Node(
                (_BLEND, _BELT),
                (720.0, _BELT),
                "above",
                {
                    "fresh": ((_BLEND, _BLEND_AT), (_BLEND, _BELT)),
                    "old": ((_UPDATE, _BELT), (_BLEND, _BELT)),
                },
                belt=("old",),
            ),
        ),
    ),
)

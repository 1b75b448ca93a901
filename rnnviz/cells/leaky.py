"""The leaky unit: a plain RNN whose state keeps a fixed share of what it was.

``alpha`` in (0, 1] is a number for each unit: how much of the state is new at every step; with 1 it is a plain RNN.
Source: Jaeger, Lukoševičius, Popovici and Siewert, "Optimization and applications of echo state networks with
leaky-integrator neurons", 2007.
"""

from dataclasses import replace

from rnnviz.cells.cell_type import CellType, Inlet, Parameter
from rnnviz.cells.expression import LEAK
from rnnviz.cells.gru import GRU
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import sum_cases
from rnnviz.words import N_

_BELT, _LINE, _FLOOR, _WIDTH = 80.0, 280.0, 430.0, 1110.0
_SUM, _ACTIVATION, _KEEP, _MEET = 262.0, 520.0, 392.0, 800.0

LEAKY = CellType(
    name="Leaky",
    mode="LEAKY",
    gates=(),
    states=("h",),
    weight_blocks=("h",),
    gate_words={},
    size=(_WIDTH, 520.0),
    belt=("h",),
    inlets={
        "x": Inlet(chip=(_SUM, _FLOOR), side="below"),
        "h_prev": Inlet(chip=(80.0, _BELT), side="above"),
    },
    outlets={"h": ((_WIDTH, _BELT),)},
    own_parameters=(
        Parameter("weight_ih", ("W_ih",), "input_size"),
        Parameter("weight_hh", ("W_hh",), "hidden_size"),
        Parameter("bias", ("b_h",), None),
        Parameter("alpha", (LEAK,), None),
    ),
    operations=(
        Operation(
            "a",
            "W_ih @ x + W_hh @ h_prev + b_h",
            N_("add up input and past"),
            "preactivation",
            "candidate",
            narration=sum_cases("a"),
            node=Node(
                (_SUM, _LINE),
                (392.0, _LINE),
                "above",
                {
                    "x": ((_SUM, _FLOOR), (_SUM, _LINE)),
                    "h_prev": ((0.0, _BELT), (180.0, _BELT), (180.0, _LINE), (_SUM, _LINE)),
                },
            ),
        ),
        replace(
            GRU.operation("n"),
            text="tanh(a)",
            node=Node((_ACTIVATION, _LINE), (662.0, _LINE), "above", {"a": ((_SUM, _LINE), (_ACTIVATION, _LINE))}),
        ),
        Operation(
            "fresh",
            f"{LEAK} * n",
            N_("take some of the candidate"),
            "product",
            "hidden_state",
            narration=(Case(N_("Unit {unit}: the fixed share alpha of the candidate {n}: {fresh} is new.")),),
            node=Node((_MEET, _LINE), (_MEET + 100.0, _LINE), "above", {"n": ((_ACTIVATION, _LINE), (_MEET, _LINE))}),
        ),
        Operation(
            "old",
            f"(1 - {LEAK}) * h_prev",
            N_("keep some of the old hidden state"),
            "product",
            "hidden_state",
            narration=(Case(N_("Unit {unit}: what alpha leaves of h = {h_prev}: {old} is kept.")),),
            node=Node((_KEEP, _BELT), (530.0, _BELT), "above", {"h_prev": ((0.0, _BELT), (_KEEP, _BELT))}, ("h_prev",)),
        ),
        # The two parts are told and added up as those of a GRU.
        replace(
            GRU.operation("h"),
            node=Node(
                (_MEET, _BELT),
                (950.0, _BELT),
                "above",
                {"fresh": ((_MEET, _LINE), (_MEET, _BELT)), "old": ((_KEEP, _BELT), (_MEET, _BELT))},
                ("old",),
            ),
        ),
    ),
)

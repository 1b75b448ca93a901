"""The Elman network: a plain RNN, and an output read out of its hidden state.

Source: Elman, "Finding structure in time", 1990: the context units hold a copy of the hidden units.
"""

from dataclasses import replace

from rnnviz.cells.cell_type import Parameter
from rnnviz.cells.one_bias import with_one_bias
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.rnn import RNN_TANH
from rnnviz.words import N_

_LINE, _HIDDEN, _READOUT, _WIDTH = 170.0, 560.0, 800.0, 1020.0
_OUTPUT = 60.0

READOUT = (
    Parameter("weight_hy", ("W_hy",), "hidden_size", "readout_size"),
    Parameter("bias_y", ("b_y",), None, "readout_size"),
)
READOUT_CASES = (Case(N_("Unit {unit} of y: all units of h, weighted and added up: y = {y}.")),)

ELMAN = replace(
    with_one_bias(RNN_TANH),
    name="Elman",
    mode="ELMAN",
    size=(_WIDTH, 420.0),
    outlets={"h": ((_WIDTH, _LINE),), "y": ((_WIDTH, _OUTPUT),)},
    own_parameters=(
        Parameter("weight_ih", ("W_ih",), "input_size"),
        Parameter("weight_hh", ("W_hh",), "hidden_size"),
        Parameter("bias_h", ("b_h",), None),
        *READOUT,
    ),
    readout="y",
    operations=(
        *with_one_bias(RNN_TANH).operations,
        Operation(
            "y",
            "W_hy @ h + b_y",
            N_("read the output out"),
            "readout",
            "readout",
            narration=READOUT_CASES,
            node=Node(
                (_READOUT, _OUTPUT),
                (_READOUT + 120.0, _OUTPUT),
                "above",
                {"h": ((_HIDDEN, _LINE), (_READOUT, _LINE), (_READOUT, _OUTPUT))},
            ),
        ),
    ),
)

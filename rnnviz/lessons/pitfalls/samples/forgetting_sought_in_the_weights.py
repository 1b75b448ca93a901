"""Forgetting told as weights that shrink: they are the same at every step, what shrinks is the influence."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(input_size=4, hidden_size=32)
states = [torch.zeros(1, 32, requires_grad=True)]
for x_t in torch.randn(20, 1, 4):
    output, h_n = rnn(x_t, states[-1])
    states.append(h_n)
"""

WRONG = """
def left_of(state):
    return rnn.weight_hh_l0.norm().item()

memory = [left_of(state) for state in reversed(states)]
"""

RIGHT = """
def left_of(state):
    last_unit = states[-1][0, 0]
    return torch.autograd.grad(last_unit, state, retain_graph=True)[0].norm().item()

memory = [left_of(state) for state in reversed(states)]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["memory"], run.right["memory"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        drawn = compared_lines(
            range(len(right)),
            [
                Line(_("size of weight_hh"), wrong, "wrong"),
                Line(_("influence on the last state"), right, "right"),
            ],
            title=_("What becomes of an earlier state"),
            across=_("steps back from the last one"),
            up=_("size"),
            logarithmic=True,
            dark=dark,
        )
        return drawn.update_yaxes(exponentformat="power")

    return Outcome(
        sentence=N_(
            "weight_hh has the size {weights:.2f} at every step. The influence on a unit of the last state is "
            "{near:.2f} from one step back, and {far:.1e} from {steps} steps back."
        ),
        values={"weights": wrong[-1], "near": right[1], "far": right[-1], "steps": len(right) - 1},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Forgetting is sought in the weights"),
    topic="states",
    story=N_(
        "An RNN forgets what is long ago, and people say that its weights for old inputs have become small. So they "
        "look at weight_hh to see how much is left."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "One weight_hh serves all steps; reading a sequence does not change it. What shrinks is the influence, the "
        "derivative of the last state with respect to an earlier one. It is a product with one Jacobian for each step "
        "between, and with PyTorch's initial weights each factor makes it smaller on average."
    ),
    outcome=_outcome,
)

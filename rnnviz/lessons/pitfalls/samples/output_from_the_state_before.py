"""An output computed before the hidden state is updated: the last state reaches no output."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(4, 3)
to_hidden, to_output = nn.Linear(3 + 5, 5), nn.Linear(3 + 5, 2)

def gradient(y):
    grads = torch.autograd.grad(y.sum(), to_hidden.weight, materialize_grads=True)
    return grads[0].norm().item()
"""

WRONG = """
lengths = []
for seq_len in (1, 2, 3, 4):
    h = torch.zeros(5)
    for x_t in x[:seq_len]:
        y = to_output(torch.cat([x_t, h]))
        h = torch.tanh(to_hidden(torch.cat([x_t, h])))
    lengths.append(gradient(y))
"""

RIGHT = """
lengths = []
for seq_len in (1, 2, 3, 4):
    h = torch.zeros(5)
    for x_t in x[:seq_len]:
        h = torch.tanh(to_hidden(torch.cat([x_t, h])))
        y = to_output(torch.cat([x_t, h]))
    lengths.append(gradient(y))
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["lengths"], run.right["lengths"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [str(seq_len) for seq_len in range(1, 1 + len(wrong))],
            {_("y before h"): ("wrong", wrong), _("h before y"): ("right", right)},
            title=_("The gradient that the last output gives the hidden weights"),
            values=_("norm of the gradient"),
            groups="seq_len",
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "With one step the hidden weights get a gradient of norm {wrong:.2f}: they cannot learn. With h computed "
            "first the norm is {right:.2f}."
        ),
        values={"wrong": wrong[0], "right": right[0]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("An output computed from the state before"),
    topic="training",
    story=N_(
        "A step of an RNN gives two things, the output y and the new state h. Both are computed from x and h, so the "
        "order of the two lines looks free."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "y[t] is meant to come from h[t], which has already taken in x[t]. Computed first, it still sees h[t - 1]; "
        "the state of the last step then reaches no output, and the work of the hidden weights in that step is lost."
    ),
    outcome=_outcome,
)

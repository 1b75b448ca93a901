"""A Jordan network feeds its output back, and that is linear: it leaves (-1, 1), as Elman's h never does."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNNCell(input_size=3, hidden_size=4)
readout = nn.Linear(4, 4)
nn.init.normal_(readout.weight, std=5.0)  # large output weights
context, largest = torch.zeros(4), []
"""

WRONG = """
for x_t in torch.randn(20, 3):
    h = rnn(x_t, context)
    y = readout(h)
    context = y  # Jordan: the output comes back
    largest.append(context.abs().max().item())
"""

RIGHT = """
for x_t in torch.randn(20, 3):
    h = rnn(x_t, context)
    y = readout(h)
    context = h  # Elman: the hidden state comes back
    largest.append(context.abs().max().item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["largest"], run.right["largest"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [Line(_("Jordan: y"), wrong, "wrong"), Line(_("Elman: h"), right, "right")],
            title=_("The largest value that is fed back"),
            across="t",
            up=_("absolute value"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "What Jordan's network feeds back reaches {wrong:.2f}; what Elman's feeds back reaches {right:.2f} and "
            "cannot pass 1."
        ),
        values={"wrong": max(wrong), "right": max(right)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Jordan's output is not held between -1 and 1"),
    topic="training",
    story=N_(
        "What is fed back should stay between -1 and 1, so that no step can drive the next too far. The network has a "
        "tanh, so people take that for granted and feed the output back."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "tanh bounds h. Jordan's output y is a linear map of h, so only the size of the output weights bounds it: "
        "with large ones it goes far beyond 1 and can drive the hidden units that it comes back to into saturation. "
        "Elman feeds back h, which tanh has just bounded."
    ),
    outcome=_outcome,
)

"""Weights laid out for ``[h, x]``, multiplied with ``[x, h]``: the same length, other numbers."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=4, hidden_size=6)
words = torch.randn(12, 4)
output = lstm(words)[0].detach()
W = torch.cat([lstm.weight_hh_l0, lstm.weight_ih_l0], dim=1).detach()  # h first
b = (lstm.bias_ih_l0 + lstm.bias_hh_l0).detach()
h = c = torch.zeros(6)
apart = []
"""

WRONG = """
for t, x in enumerate(words):
    gates = W @ torch.cat([x, h]) + b
    i, f, g, o = gates.chunk(4)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    apart.append((h - output[t]).abs().max().item())
"""

RIGHT = """
for t, x in enumerate(words):
    gates = W @ torch.cat([h, x]) + b
    i, f, g, o = gates.chunk(4)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    apart.append((h - output[t]).abs().max().item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["apart"], run.right["apart"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [Line("[x, h]", wrong, "wrong"), Line("[h, x]", right, "right")],
            title=_("How far h is from what nn.LSTM gives"),
            across="t",
            up=_("largest distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Both products run. Joined as [x, h], a hidden unit is up to {wrong:.2f} away from nn.LSTM; joined as "
            "[h, x], as the columns of W are, up to {right:.7f}."
        ),
        values={"wrong": max(wrong), "right": max(right)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("[h, x] in the formula, [x, h] in the code"),
    topic="weights",
    story=N_(
        "An LSTM is written by hand with one matrix over h and x together. The formula joins [h, x], so the weights of "
        "nn.LSTM are laid side by side that way; the line of code joins [x, h]."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Either way the joined vector has hidden_size + input_size entries, so no size can tell the two apart. But "
        "now weights for hidden units meet inputs, and the other way round. Trained from the start both orders are "
        "equally good; copied weights need the order that they were laid out for."
    ),
    outcome=_outcome,
)

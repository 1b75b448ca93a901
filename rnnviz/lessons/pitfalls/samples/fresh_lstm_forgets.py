"""An untrained LSTM asked to remember: its forget gates are near one half, and fifty steps leave nothing."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
H = 16
lstm = nn.LSTM(input_size=4, hidden_size=H)
words = torch.randn(100, 4)
lengths = [1, 10, 20, 30, 50, 70, 100]
"""

WRONG = """
slopes = []
for T in lengths:
    c_0 = torch.zeros(1, H, requires_grad=True)
    output, (h_n, c_n) = lstm(words[:T], (torch.zeros(1, H), c_0))
    c_n.sum().backward()
    slopes.append(c_0.grad.norm().item())
"""

RIGHT = """
with torch.no_grad():
    lstm.bias_hh_l0[H:2 * H] += 5  # the forget gates begin open
slopes = []
for T in lengths:
    c_0 = torch.zeros(1, H, requires_grad=True)
    output, (h_n, c_n) = lstm(words[:T], (torch.zeros(1, H), c_0))
    c_n.sum().backward()
    slopes.append(c_0.grad.norm().item())
"""


def _outcome(run: Run) -> Outcome:
    lengths, wrong, right = run.wrong["lengths"], run.wrong["slopes"], run.right["slopes"]
    fifty = lengths.index(50)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            lengths,
            [Line(_("as it comes"), wrong, "wrong"), Line(_("forget bias plus 5"), right, "right")],
            title=_("The gradient of the sum of c_n with respect to c_0"),
            across="seq_len",
            up=_("length of the gradient"),
            logarithmic=True,
            dark=dark,
        ).update_yaxes(exponentformat="power")

    return Outcome(
        sentence=N_(
            "Over one step the gradient that reaches c_0 is {first:.1f} long, over {steps} steps {wrong:.0e}; with "
            "open forget gates it is {right:.1f} there."
        ),
        values={"steps": lengths[fifty], "first": wrong[0], "wrong": wrong[fifty], "right": right[fifty]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A fresh LSTM forgets"),
    topic="states",
    story=N_(
        "An LSTM is said to remember over long distances. People take that for a property of the cell type and expect "
        "it of a network that has just been made."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "c passes unchanged only where f is near 1 and i near 0. Fresh biases lie around 0, so f is near one half, and "
        "every step about halves what came before. The gates have to learn to keep, or begin open: a forget bias of 5 "
        "makes f about 0.99. The gradient can then also grow."
    ),
    outcome=_outcome,
)

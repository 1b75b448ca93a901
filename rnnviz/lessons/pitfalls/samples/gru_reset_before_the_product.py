"""PyTorch's GRU weights in the formula of the first paper: the reset gate acts before the product, not after it."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=4, hidden_size=8)
words = torch.randn(12, 4)
output = gru(words)[0].detach()
W_ir, W_iz, W_in = gru.weight_ih_l0.detach().chunk(3)
W_hr, W_hz, W_hn = gru.weight_hh_l0.detach().chunk(3)
b_ir, b_iz, b_in = gru.bias_ih_l0.detach().chunk(3)
b_hr, b_hz, b_hn = gru.bias_hh_l0.detach().chunk(3)
h, apart = torch.zeros(8), []
"""

WRONG = """
for t, x in enumerate(words):
    r = torch.sigmoid(W_ir @ x + b_ir + W_hr @ h + b_hr)
    z = torch.sigmoid(W_iz @ x + b_iz + W_hz @ h + b_hz)
    n = torch.tanh(W_in @ x + b_in + W_hn @ (r * h) + b_hn)
    h = (1 - z) * n + z * h
    apart.append((h - output[t]).abs().max().item())
"""

RIGHT = """
for t, x in enumerate(words):
    r = torch.sigmoid(W_ir @ x + b_ir + W_hr @ h + b_hr)
    z = torch.sigmoid(W_iz @ x + b_iz + W_hz @ h + b_hz)
    n = torch.tanh(W_in @ x + b_in + r * (W_hn @ h + b_hn))
    h = (1 - z) * n + z * h
    apart.append((h - output[t]).abs().max().item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["apart"], run.right["apart"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [Line("W_hn @ (r * h) + b_hn", wrong, "wrong"), Line("r * (W_hn @ h + b_hn)", right, "right")],
            title=_("How far h is from what nn.GRU gives"),
            across="t",
            up=_("largest distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Same weights, same words, no error: with the reset before the product a hidden unit is up to {wrong:.2f} "
            "away from nn.GRU; with the reset after it, {right:.0e}."
        ),
        values={"wrong": max(wrong), "right": max(right)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Where a GRU resets: before the product or after"),
    topic="weights",
    story=N_(
        "The weights of nn.GRU are put into a GRU written by hand. The formula comes from the first paper on GRUs, "
        "where the reset gate r scales h before h is multiplied by its matrix."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "PyTorch multiplies first and resets afterwards, bias b_hn included: r * (W_hn h + b_hn). Both forms work when "
        "they are trained, and all sizes agree; but they are two functions, and weights learned for one do not fit "
        "the other."
    ),
    outcome=_outcome,
)

"""PyTorch's GRU weights in a formula where z is the share of the new: what was to be kept is replaced."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=4, hidden_size=8)
with torch.no_grad():
    gru.bias_hh_l0[8:16] += 4  # z near 1: this GRU keeps what it holds
words = torch.randn(12, 4)
old = torch.ones(1, 8)
W_ih, W_hh = gru.weight_ih_l0.detach(), gru.weight_hh_l0.detach()
b_ih, b_hh = gru.bias_ih_l0.detach(), gru.bias_hh_l0.detach()
output = gru(words, old)[0].detach()
"""

WRONG = """
h, steps = old[0], []
for x in words:
    i_r, i_z, i_n = (W_ih @ x + b_ih).chunk(3)
    h_r, h_z, h_n = (W_hh @ h + b_hh).chunk(3)
    r, z = torch.sigmoid(i_r + h_r), torch.sigmoid(i_z + h_z)
    n = torch.tanh(i_n + r * h_n)
    h = (1 - z) * h + z * n
    steps.append(h)
"""

RIGHT = """
h, steps = old[0], []
for x in words:
    i_r, i_z, i_n = (W_ih @ x + b_ih).chunk(3)
    h_r, h_z, h_n = (W_hh @ h + b_hh).chunk(3)
    r, z = torch.sigmoid(i_r + h_r), torch.sigmoid(i_z + h_z)
    n = torch.tanh(i_n + r * h_n)
    h = z * h + (1 - z) * n
    steps.append(h)
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (_means(run, side) for side in ("wrong", "right"))
    module = run.right["output"].mean(dim=1).tolist()

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [
                Line("(1 - z) * h + z * n", wrong, "wrong"),
                Line("z * h + (1 - z) * n", right, "right"),
                Line("nn.GRU", module, "neutral"),
            ],
            title=_("The mean of h, which starts at 1"),
            across="t",
            up=_("mean of h"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "All units start at 1. After the first word nn.GRU holds {module:.2f} on average and the right formula "
            "{right:.2f}; the other one is left with {wrong:.2f}."
        ),
        values={"module": module[0], "right": right[0], "wrong": wrong[0]},
        figure=figure,
    )


def _means(run: Run, side: str) -> list[float]:
    return [float(h.mean()) for h in getattr(run, side)["steps"]]


PITFALL = Pitfall(
    title=N_("z or 1 - z: what a GRU's update gate keeps"),
    topic="weights",
    story=N_(
        "Many texts write a GRU as (1 - z) * h + z * n: z is the share of the new. People take that line and load "
        "weights from PyTorch. All sizes fit and all numbers lie between -1 and 1."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "In PyTorch z is the share of the old: h = (1 - z) * n + z * h. Both conventions can learn the same, since a "
        "gate with all its weights negated is 1 - z. But weights made for one convention do the opposite in the other."
    ),
    outcome=_outcome,
)

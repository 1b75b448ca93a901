"""Weights drawn with ``torch.randn``: sums of a hundred terms push tanh to its ends."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

torch.manual_seed(0)
hidden_size = 100
words = torch.randn(50, 10)
h, saturated = torch.zeros(hidden_size), []
"""

WRONG = """
W_ih = torch.randn(hidden_size, 10)
W_hh = torch.randn(hidden_size, hidden_size)
for x in words:
    h = torch.tanh(W_ih @ x + W_hh @ h)
    saturated.append((h.abs() > 0.99).float().mean().item())
"""

RIGHT = """
k = hidden_size ** -0.5
W_ih = torch.empty(hidden_size, 10).uniform_(-k, k)
W_hh = torch.empty(hidden_size, hidden_size).uniform_(-k, k)
for x in words:
    h = torch.tanh(W_ih @ x + W_hh @ h)
    saturated.append((h.abs() > 0.99).float().mean().item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = ([100 * share for share in side["saturated"]] for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [
                Line(_("standard deviation 1"), wrong, "wrong"),
                Line(_("uniform from -1/√H to 1/√H"), right, "right"),
            ],
            title=_("Units beyond 0.99 or below -0.99"),
            across="t",
            up=_("percent of the units"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "After {steps} steps {wrong:.0f} percent of the units are within 0.01 of 1 or -1; with PyTorch's range "
            "{right:.0f} percent."
        ),
        values={"steps": len(wrong), "wrong": wrong[-1], "right": right[-1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Weights of standard deviation 1"),
    topic="weights",
    story=N_(
        "An RNN is written by hand, and its matrices need values to begin with. torch.randn is at hand and the "
        "network runs."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A unit sums 100 terms, most of size 1 or so: the sum has a standard deviation near 10, and tanh of it is "
        "mostly close to 1 or -1. There its slope 1 - h² is below 0.02: those units hardly learn, while through the "
        "few others the gradient explodes over 50 steps. PyTorch draws from -1/√H to 1/√H, where H is hidden_size."
    ),
    outcome=_outcome,
)

"""A network built inside the function that uses it: other weights, so other answers, at every call."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
sequence = torch.randn(5, 3)
"""

WRONG = """
def summary(sequence):
    rnn = nn.RNN(input_size=3, hidden_size=6)
    output, h_n = rnn(sequence)
    return h_n[0].detach()

answers = torch.stack([summary(sequence) for call in range(3)])
"""

RIGHT = """
rnn = nn.RNN(input_size=3, hidden_size=6)

def summary(sequence):
    output, h_n = rnn(sequence)
    return h_n[0].detach()

answers = torch.stack([summary(sequence) for call in range(3)])
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (np.asarray(side["answers"].numpy()) for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        calls = [_("call {number}").format(number=number) for number in range(1, 1 + len(wrong))]
        return compared_heatmaps(
            [
                Sheet(_("built at every call"), wrong, "wrong", rows=calls),
                Sheet(_("built once"), right, "right", rows=calls),
            ],
            title=_("h_n after the same sequence, asked three times"),
            down="",
            across=_("unit"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Between the first call and the second, h_n of the network built each time moves by {wrong:.2f}; that of "
            "the network built once by {right:.2f}."
        ),
        values={"wrong": _distance(wrong), "right": _distance(right)},
        figure=figure,
    )


def _distance(answers: np.ndarray) -> float:
    return float(np.linalg.norm(answers[0] - answers[1]))


PITFALL = Pitfall(
    title=N_("A network built anew at every call"),
    topic="training",
    story=N_(
        "A function is to take a sequence and give its summary. It looks tidy when it holds everything that it needs, "
        "the network too."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "nn.RNN(...) draws its weights at random each time it is built, and nothing learned is kept from one call to "
        "the next. Build it once and use it often. A seed makes the whole program repeatable, not two networks built "
        "one after the other equal."
    ),
    outcome=_outcome,
)

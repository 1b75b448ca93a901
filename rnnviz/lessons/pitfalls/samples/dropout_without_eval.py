"""Predicting under ``no_grad()`` alone: dropout goes on, and every call gives another answer."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(4, 16, num_layers=2, dropout=0.5, batch_first=True)
fc = nn.Linear(16, 1)
series = torch.randn(1, 10, 4)

def predict():
    output, (h_n, c_n) = lstm(series)
    return fc(output[:, -1]).item()
"""

WRONG = """
with torch.no_grad():
    answers = [predict() for call in range(8)]
"""

RIGHT = """
lstm.eval()
with torch.no_grad():
    answers = [predict() for call in range(8)]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["answers"], run.right["answers"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(1, 1 + len(wrong)),
            [Line("no_grad()", wrong, "wrong"), Line("eval(), no_grad()", right, "right")],
            title=_("One network, one series, eight calls"),
            across=_("call"),
            up=_("prediction"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "The same network is asked the same thing eight times. Its answers lie between {low:.3f} and {high:.3f}; "
            "in eval mode all eight are {right:.3f}."
        ),
        values={"low": min(wrong), "high": max(wrong), "right": right[0]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("no_grad() does not switch dropout off"),
    topic="training",
    story=N_(
        "Training is over and the network is to predict. Gradients are no longer needed, so people write no_grad() "
        "and take it for everything that evaluation needs."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A module begins in training mode and stays there until eval() is called. In that mode dropout sets about "
        "half of what layer 1 hands to layer 2 to zero, other entries at every call. no_grad() only stops the "
        "recording for gradients. Before more training, train() switches back."
    ),
    outcome=_outcome,
)

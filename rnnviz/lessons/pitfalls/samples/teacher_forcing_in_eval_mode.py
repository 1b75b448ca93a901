"""Teacher forcing that asks nobody about the mode: a coin decides the results of the evaluation too."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
decoder = nn.ModuleDict({"gru": nn.GRUCell(1, 16), "fc": nn.Linear(16, 1)})
decoder.eval()
target = 2 * torch.randn(12, 1)

def predict():
    value, h, predictions = torch.zeros(1), torch.zeros(16), []
    for t in range(12):
        h = decoder["gru"](value, h)
        predictions.append(decoder["fc"](h).item())
        value = target[t] if forced() else decoder["fc"](h)
    return predictions
"""

WRONG = """
def forced():
    return torch.rand(1) < 0.5

runs = [predict() for run in range(4)]
"""

RIGHT = """
def forced():
    return decoder.training and torch.rand(1) < 0.5

runs = [predict() for run in range(4)]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["runs"], run.right["runs"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        named = [_("run {number}").format(number=number) for number in range(1, 1 + len(wrong))]
        return compared_lines(
            range(len(right[0])),
            [
                *(Line(name, values, "wrong") for name, values in zip(named, wrong, strict=True)),
                Line(_("all four runs"), right[0], "right"),
            ],
            title=_("Four evaluations of one decoder"),
            across="t",
            up=_("prediction"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Four evaluations of one decoder give {wrong} different results. When the coin is thrown in training mode "
            "only, they give {right}."
        ),
        values={"wrong": _different(wrong), "right": _different(right)},
        figure=figure,
    )


def _different(runs: list[list[float]]) -> int:
    return len({tuple(predictions) for predictions in runs})


PITFALL = Pitfall(
    title=N_("Teacher forcing in eval mode"),
    topic="training",
    story=N_(
        "In training, a coin decides at each step whether the decoder goes on from the target or from its own "
        "prediction. People call eval() before testing and expect that to stop."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "eval() only sets training to False in every module. Dropout looks there by itself; a coin that you throw "
        "yourself does not. So about half of the steps still read the right answer, in each run others. Ask "
        "self.training before the coin."
    ),
    outcome=_outcome,
)

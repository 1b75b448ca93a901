"""Probabilities divided by the temperature: the sum is taken out again, and nothing has changed."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

torch.manual_seed(0)
logits = 2 * torch.randn(6)  # what the network says about the next character
best = logits.argmax()
temperatures = (0.25, 0.5, 1.0, 2.0, 4.0)
"""

WRONG = """
def chances(temperature):
    weights = logits.softmax(dim=0) / temperature
    return weights / weights.sum()  # torch.multinomial does that by itself

top = [chances(temperature)[best].item() for temperature in temperatures]
"""

RIGHT = """
def chances(temperature):
    weights = (logits / temperature).softmax(dim=0)
    return weights / weights.sum()  # torch.multinomial does that by itself

top = [chances(temperature)[best].item() for temperature in temperatures]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["top"], run.right["top"]
    temperatures = run.right["temperatures"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [f"{temperature:g}" for temperature in temperatures],
            {"softmax(logits) / T": ("wrong", wrong), "softmax(logits / T)": ("right", right)},
            title=_("How likely the best character is drawn"),
            values=_("probability"),
            groups=_("temperature T"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "From temperature {cold:g} to {hot:g} the best of six characters should go from {first:.2f} to "
            "{last:.2f}. Dividing after softmax, it has {wrong_first:.2f} and {wrong_last:.2f}: the temperature does "
            "nothing."
        ),
        values={
            "cold": temperatures[0],
            "hot": temperatures[-1],
            "first": right[0],
            "last": right[-1],
            "wrong_first": wrong[0],
            "wrong_last": wrong[-1],
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Temperature applied after softmax"),
    topic="training",
    story=N_(
        "A character model generates text, and a temperature is to make it bolder or more careful. Characters are "
        "drawn from probabilities, so people divide the probabilities."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Dividing all weights by one number leaves their ratios as they are, and torch.multinomial looks at nothing "
        "else. Divided before softmax, the differences between logits shrink or grow, and softmax turns differences "
        "into ratios: below 1 the best gains, above 1 all become more alike."
    ),
    outcome=_outcome,
)

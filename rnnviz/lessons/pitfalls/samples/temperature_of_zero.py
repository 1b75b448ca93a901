"""Temperature 0 meant as "always the best character": it divides by zero, and the draw is refused."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

torch.manual_seed(0)
logits = 2 * torch.randn(6)  # what the network says about the next character
temperatures, top, drawn = (1.0, 0.5, 0.1, 0.0), [], []
"""

WRONG = """
def chances(temperature):
    return (logits / temperature).softmax(dim=0)

for temperature in temperatures:
    top.append(chances(temperature)[logits.argmax()].item())
    drawn.append(torch.multinomial(chances(temperature), 1).item())
"""

RIGHT = """
def chances(temperature):
    if temperature == 0:
        return (logits == logits.max()).float()
    return (logits / temperature).softmax(dim=0)

for temperature in temperatures:
    top.append(chances(temperature)[logits.argmax()].item())
    drawn.append(torch.multinomial(chances(temperature), 1).item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["top"], run.right["top"]
    temperatures = run.right["temperatures"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [f"{temperature:g}" for temperature in temperatures],
            {"logits / T": ("wrong", wrong), "T == 0": ("right", right)},
            title=_("How likely the best character is drawn"),
            values=_("probability"),
            groups=_("temperature T"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "At temperature 0 PyTorch stops: {error}. With a line of its own for 0, the best character has the "
            "probability {right:.2f}."
        ),
        values={"error": str(run.wrong.error), "right": right[-1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A temperature of zero"),
    topic="training",
    story=N_(
        "The lower the temperature, the more often the best character is drawn. To have it drawn always, people set "
        "the temperature to 0."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Logits divided by zero are infinite, and softmax makes nan of them. Zero is a limit, in which the best "
        "character takes everything: give it a line of its own, with argmax. A temperature below zero is not refused "
        "by anything: it turns the order round, and the worst character becomes the likeliest."
    ),
    outcome=_outcome,
    raises=True,
)

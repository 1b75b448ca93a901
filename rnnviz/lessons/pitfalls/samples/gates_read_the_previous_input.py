"""Gates fed with the input of the step before: the last input reaches no output."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gates = nn.Linear(3 + 4, 4 * 4)
x = torch.randn(6, 3, requires_grad=True)
h, c = torch.zeros(4), torch.zeros(4)

def step(x_t, h, c):
    i, f, g, o = gates(torch.cat([x_t, h])).chunk(4)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c
"""

WRONG = """
outputs = []
for t in range(6):
    h, c = step(x[t - 1] if t > 0 else torch.zeros(3), h, c)
    outputs.append(h)
torch.stack(outputs).sum().backward()
"""

RIGHT = """
outputs = []
for t in range(6):
    h, c = step(x[t], h, c)
    outputs.append(h)
torch.stack(outputs).sum().backward()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = _reach(run.wrong), _reach(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [f"x[{t}]" for t in range(len(wrong))],
            {"x[t - 1]": ("wrong", wrong), "x[t]": ("right", right)},
            title=_("How strongly each input acts on the outputs"),
            values=_("norm of the gradient"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "The gradient of the outputs with respect to the last input has the norm {wrong:.2f}: that input could be "
            "anything, and no output would notice. With x[t] the norm is {right:.2f}."
        ),
        values={"wrong": wrong[-1], "right": right[-1]},
        figure=figure,
    )


def _reach(side: Side) -> list[float]:
    lengths: list[float] = side["x"].grad.norm(dim=1).tolist()
    return lengths


PITFALL = Pitfall(
    title=N_("Gates that read the input of the step before"),
    topic="training",
    story=N_(
        "An LSTM is written by hand. The gates take the hidden state of the step before, h[t - 1], so it looks "
        "consistent to give them the input of the step before too; some formulas are printed that way."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Step t joins the old state h[t - 1] with the new input x[t]. With x[t - 1] every output is one step late, "
        "and x at the last step is read by no step at all. Shapes are the same, so nothing raises."
    ),
    outcome=_outcome,
)

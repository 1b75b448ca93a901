"""``output, (c_n, h_n) = lstm(x)``: nothing raises, and the cell state goes on as the hidden state."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=3, hidden_size=5)
sentence = torch.randn(10, 3)
"""

WRONG = """
output, (c_n, h_n) = lstm(sentence)
summary = h_n[-1].detach()
"""

RIGHT = """
output, (h_n, c_n) = lstm(sentence)
summary = h_n[-1].detach()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["summary"], run.right["summary"]
    output = run.right["output"].detach()[-1]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [str(unit) for unit in range(len(right))],
            {
                "(c_n, h_n)": ("wrong", wrong.tolist()),
                "(h_n, c_n)": ("right", right.tolist()),
                "output[-1]": ("neutral", output.tolist()),
            },
            title=_("What each of the two programs calls h_n, and the last step of output"),
            values=_("value"),
            groups=_("unit"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "The two programs disagree about h_n: as vectors, {wrong:.2f} long in one and {right:.2f} in the other. "
            "The last step of output is {output:.2f} long."
        ),
        values={"wrong": float(wrong.norm()), "right": float(right.norm()), "output": float(output.norm())},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("c_n taken for h_n"),
    topic="states",
    story=N_(
        "An LSTM gives back three tensors. Some texts name the cell state first, so people unpack the states in that "
        "order and work on with what they call h_n."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "PyTorch returns output, (h_n, c_n). Both states have the same shape, so nothing raises. But h is "
        "o * tanh(c): the cell state is farther from 0 in every unit, it may leave -1 to 1, and no output gate has "
        "acted on it. The last step of output equals h_n, never c_n."
    ),
    outcome=_outcome,
)

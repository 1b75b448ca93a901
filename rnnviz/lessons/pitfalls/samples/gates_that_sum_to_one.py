"""Keeping ``1 - i`` of the cell state: input gate and forget gate are independent and sum to nothing."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTMCell(input_size=3, hidden_size=6)
x, h, c = torch.randn(3), torch.randn(6), torch.randn(6)
from_x = nn.functional.linear(x, lstm.weight_ih, lstm.bias_ih)
from_h = nn.functional.linear(h, lstm.weight_hh, lstm.bias_hh)
i, f, g, o = (from_x + from_h).chunk(4)
i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
h_next, c_next = lstm(x, (h, c))
"""

WRONG = """
keep = 1 - i
new_c = keep * c + i * g

error = (new_c - c_next).abs().max().item()
"""

RIGHT = """
keep = f
new_c = keep * c + i * g

error = (new_c - c_next).abs().max().item()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = _sums(run.wrong), _sums(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [str(unit) for unit in range(len(right))],
            {"i + (1 - i)": ("wrong", wrong), "i + f": ("right", right)},
            title=_("What is written and what is kept, added up"),
            values=_("sum"),
            groups=_("unit"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "i + f is {low:.2f} in one unit and {high:.2f} in another. With 1 - i in the place of f the cell state is "
            "off by up to {wrong:.2f}, with f by {right:.2f}."
        ),
        values={"low": min(right), "high": max(right), "wrong": run.wrong["error"], "right": run.right["error"]},
        figure=figure,
    )


def _sums(side: Side) -> list[float]:
    sums: list[float] = (side["i"] + side["keep"]).tolist()
    return sums


PITFALL = Pitfall(
    title=N_("Gates read as shares that sum to one"),
    topic="states",
    story=N_(
        "The gates of an LSTM lie between 0 and 1 and are often called probabilities. So people take them for shares: "
        "what is not newly written must be what is kept."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Each gate is a sigmoid of a sum of its own, with weights of its own. A unit may keep all and write all, or "
        "neither. It is the GRU that has one gate z for both, keeping z and writing 1 - z."
    ),
    outcome=_outcome,
)

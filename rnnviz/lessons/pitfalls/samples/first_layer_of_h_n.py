"""``h_n[0]`` of a stacked network: the final state of its first layer, not of its last."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=16, num_layers=3)
tokens = torch.randn(7, 2, 8)  # seq_len, batch, input_size
target = torch.randn(2, 16)
output, h_n = gru(tokens)
"""

WRONG = """
summary = h_n[0]
loss = (summary - target).square().sum()
loss.backward()
"""

RIGHT = """
summary = h_n[-1]
loss = (summary - target).square().sum()
loss.backward()
"""

_WEIGHTS = ("weight_ih_l0", "weight_ih_l1", "weight_ih_l2")


def _gradients(side: Side) -> list[float]:
    """How large the gradient of each layer is; PyTorch keeps none where nothing came back."""
    found = [getattr(side["gru"], name).grad for name in _WEIGHTS]
    return [0.0 if gradient is None else float(gradient.norm()) for gradient in found]


def _distance(side: Side) -> float:
    return float((side["summary"] - side["output"][-1]).detach().norm())


def _outcome(run: Run) -> Outcome:
    wrong, right = _gradients(run.wrong), _gradients(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            _WEIGHTS,
            {"h_n[0]": ("wrong", wrong), "h_n[-1]": ("right", right)},
            title=_("How large a gradient each of the three layers gets"),
            values=_("norm of the gradient"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "With h_n[0] the second layer gets a gradient of norm {second:.2f} and the third of {third:.2f}. h_n[0] is "
            "{wrong:.2f} away from output[-1], h_n[-1] is {right:.2f} away."
        ),
        values={"second": wrong[1], "third": wrong[2], "wrong": _distance(run.wrong), "right": _distance(run.right)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The first row of h_n in a stacked network"),
    topic="states",
    story=N_(
        "The final state is to go to a classifier. With one layer h_n has one row, and people take it with h_n[0]. "
        "Later they raise num_layers and leave that line as it is."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "h_n holds the final state of every layer, the first layer first. h_n[0] is computed before the upper layers, "
        "so they have no part in the result and do not learn. output holds the last layer's states alone: its last "
        "step is h_n[-1]."
    ),
    outcome=_outcome,
)

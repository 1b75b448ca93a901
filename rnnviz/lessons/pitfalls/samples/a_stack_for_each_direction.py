"""Stacked and bidirectional as two separate stacks: PyTorch's second layer reads both halves of the first."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
tokens = torch.randn(5, 1, 10)  # seq_len, batch, input_size
changed = tokens.clone()
changed[1:] = torch.randn(4, 1, 10)  # every token but the first is another one
"""

WRONG = """
stacks = nn.ModuleList([nn.LSTM(10, 20, num_layers=2), nn.LSTM(10, 20, num_layers=2)])

def network(tokens):
    forward, backward = stacks[0](tokens)[0], stacks[1](tokens.flip(0))[0]
    return torch.cat([forward, backward.flip(0)], dim=2)

difference = (network(changed) - network(tokens))[0, 0].detach()  # at t = 0
"""

RIGHT = """
stacks = nn.LSTM(10, 20, num_layers=2, bidirectional=True)

def network(tokens):
    output, (h_n, c_n) = stacks(tokens)
    return output

difference = (network(changed) - network(tokens))[0, 0].detach()  # at t = 0
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["difference"].view(2, 20).norm(dim=1).tolist() for side in (run.wrong, run.right))
    few, many = (sum(weight.numel() for weight in side["stacks"].parameters()) for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("forward half"), _("backward half")],
            {_("two separate stacks"): ("wrong", wrong), "num_layers=2, bidirectional=True": ("right", right)},
            title=_("How far the output at t = 0 moves when every later token changes"),
            values=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Every token but the first is changed. At t = 0 the forward half moves by {wrong:.2f} in two separate "
            "stacks ({few:,} parameters) and by {right:.2f} in PyTorch's network ({many:,} parameters)."
        ),
        values={"wrong": wrong[0], "right": right[0], "few": few, "many": many},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A stack for each direction"),
    topic="directions",
    story=N_(
        "A network with two layers and two directions is built by hand. People know that the directions do not mix, "
        "so they build one stack of layers that reads forward and one that reads backward."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The directions do not mix within a layer, but between layers they do: in PyTorch both directions of the "
        "second layer read both halves of the first, so weight_ih_l1 is 2 * hidden_size wide. From the second layer "
        "on, the forward half at t = 0 depends on all tokens."
    ),
    outcome=_outcome,
)

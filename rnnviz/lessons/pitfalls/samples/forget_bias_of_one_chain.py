"""A forget bias set in ``bias_ih_l0`` and ``bias_hh_l0``: twice the value there, and nothing in any other chain."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
H = 64
lstm = nn.LSTM(16, H, num_layers=2, bidirectional=True)

def forget_gate(chain):  # its mean where x and h are 0
    bias = getattr(lstm, "bias_ih" + chain) + getattr(lstm, "bias_hh" + chain)
    return torch.sigmoid(bias[H:2 * H]).mean().item()
"""

WRONG = """
with torch.no_grad():
    lstm.bias_ih_l0[H:2 * H] = 1
    lstm.bias_hh_l0[H:2 * H] = 1

chains = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"]
gates = [forget_gate(chain) for chain in chains]
"""

RIGHT = """
with torch.no_grad():
    for name, weight in lstm.named_parameters():
        if name.startswith("bias"):
            weight[H:2 * H] = 1 if name.startswith("bias_ih") else 0

chains = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"]
gates = [forget_gate(chain) for chain in chains]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["gates"], run.right["gates"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        forward, backward = _("layer {layer}, forward"), _("layer {layer}, backward")
        return compared_bars(
            [text.format(layer=layer) for layer in (0, 1) for text in (forward, backward)],
            {_("bias_ih_l0 and bias_hh_l0"): ("wrong", wrong), _("every layer and direction"): ("right", right)},
            title=_("The mean forget gate where input and hidden state are 0"),
            values=_("forget gate"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "A forget bias of 1 means a gate of {meant:.2f}. In layer 0, forward, the gate is {twice:.2f}; in the "
            "three others it stays near one half: {others:.2f} on average."
        ),
        values={"meant": right[0], "twice": wrong[0], "others": sum(wrong[1:]) / 3},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The forget bias lives in more places than one"),
    topic="weights",
    story=N_(
        "An LSTM is to begin with open forget gates: a forget bias of 1. People set the second quarter of both biases "
        "of layer 0 to 1 and take it that this is the whole network."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Every layer and every direction has biases of its own: bias_ih_l1, bias_ih_l0_reverse and so on. And a gate "
        "gets the sum of bias_ih and bias_hh: 1 in both makes 2. So go through all names, and put the value into one "
        "of the two."
    ),
    outcome=_outcome,
)

"""``num_layers=seq_len``: layers are stacked above each other, time steps come from the data."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
tokens = torch.randn(6, 2, 8)  # seq_len, batch, input_size: two sentences
"""

WRONG = """
distances = []
for seq_len in range(1, 7):
    lstm = nn.LSTM(input_size=8, hidden_size=16, num_layers=seq_len)
    output, (h_n, c_n) = lstm(tokens[:seq_len])
    one, other = output[-1].detach()
    distances.append((one - other).norm())
"""

RIGHT = """
distances = []
for seq_len in range(1, 7):
    lstm = nn.LSTM(input_size=8, hidden_size=16)
    output, (h_n, c_n) = lstm(tokens[:seq_len])
    one, other = output[-1].detach()
    distances.append((one - other).norm())
"""


def _weights(side: Side) -> int:
    return sum(weight.numel() for weight in side["lstm"].parameters())


def _outcome(run: Run) -> Outcome:
    wrong, right = ([float(one) for one in side["distances"]] for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(1, len(wrong) + 1),
            [Line("num_layers=seq_len", wrong, "wrong"), Line("num_layers=1", right, "right")],
            title=_("How far apart the results of two sentences are, before any training"),
            across="seq_len",
            up=_("distance"),
            logarithmic=True,
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "For sentences of {steps} tokens one layer has {right_weights:,} parameters, {steps} layers have "
            "{wrong_weights:,}. The results of two different sentences are {right:.2f} apart with one layer and "
            "{wrong:.5f} with {steps}."
        ),
        values={
            "steps": len(wrong),
            "right_weights": _weights(run.right),
            "wrong_weights": _weights(run.wrong),
            "right": right[-1],
            "wrong": wrong[-1],
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A layer for every time step"),
    topic="shapes",
    story=N_(
        "A drawing of the unrolled network shows one box for every token, side by side. People read the boxes as "
        "layers and set num_layers to the length of the sentence."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The boxes of the drawing are one layer with one set of weights, used once for every token. The number of "
        "steps comes from the input's seq_len axis alone and may be another one in every call; num_layers puts more "
        "layers above each other at every step. In an untrained stack each layer weakens what tells two sentences "
        "apart."
    ),
    outcome=_outcome,
)

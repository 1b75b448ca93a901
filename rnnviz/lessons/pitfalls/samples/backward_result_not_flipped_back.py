"""A second RNN over the flipped input gives the backward states in the order of its reading: flip them back."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
both = nn.GRU(input_size=8, hidden_size=16, bidirectional=True)
second = nn.GRU(input_size=8, hidden_size=16)
for name, weight in second.named_parameters():
    weight.data = getattr(both, name + "_reverse").data  # the backward direction's
tokens = torch.randn(6, 1, 8)  # seq_len, batch, input_size
output, h_n = both(tokens)
"""

WRONG = """
forward = output[:, :, :16]
backward, _ = second(tokens.flip(0))
halves = torch.cat([forward, backward], dim=2)
"""

RIGHT = """
forward = output[:, :, :16]
backward, _ = second(tokens.flip(0))
halves = torch.cat([forward, backward.flip(0)], dim=2)
"""


def _outcome(run: Run) -> Outcome:
    wrong, right, built_in = (
        state[:, 0, 16:].detach() for state in (run.wrong["halves"], run.right["halves"], run.right["output"])
    )

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [
                Line("backward.flip(0)", right.norm(dim=1).tolist(), "right"),
                Line("backward", wrong.norm(dim=1).tolist(), "wrong"),
                Line("bidirectional=True", built_in.norm(dim=1).tolist(), "neutral"),
            ],
            title=_("How large the backward half is at each position"),
            across="t",
            up=_("norm of the backward half"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "At t = 0 the backward half is {wrong:.2f} away from that of bidirectional=True. Once it is flipped back, "
            "it is {right:.2f} away at every t."
        ),
        values={
            "wrong": float((wrong - built_in)[0].norm()),
            "right": float((right - built_in).norm(dim=1).max()),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A backward direction built by hand"),
    topic="directions",
    story=N_(
        "A second RNN with weights of its own reads the flipped input, as the backward direction does. Its result is "
        "put beside the forward states at once."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The second RNN gives the same numbers as the backward direction, but in the order in which it read: its first "
        "state belongs to the last token. So each t would hold the states of two different tokens. PyTorch's output is "
        "in the order of the input in both halves."
    ),
    outcome=_outcome,
)

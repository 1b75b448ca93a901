"""``output[:, :, 0]`` and ``output[:, :, 1]`` taken for the two directions: they are two units of the forward one."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=12, hidden_size=16, bidirectional=True)
tokens = torch.randn(8, 1, 12)  # seq_len, batch, input_size
changed = tokens.clone()
changed[-1] = torch.randn(1, 12)  # the last token is another one
"""

WRONG = """
def directions(tokens):
    output, h_n = gru(tokens)
    return output[:, :, 0], output[:, :, 1]

before, after = directions(tokens)[1], directions(changed)[1]
share = (before != after).flatten(1).float().mean(dim=1)  # of its numbers, at each t
"""

RIGHT = """
def directions(tokens):
    output, h_n = gru(tokens)
    return output[:, :, :16], output[:, :, 16:]

before, after = directions(tokens)[1], directions(changed)[1]
share = (before != after).flatten(1).float().mean(dim=1)  # of its numbers, at each t
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["share"].tolist() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [Line("output[:, :, 1]", wrong, "wrong"), Line("output[:, :, 16:]", right, "right")],
            title=_("What was taken for the backward direction, when only the last token changes"),
            across="t",
            up=_("share of its numbers that change"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Only the last token is changed. At t = 0 this changes {wrong:.0%} of output[:, :, 1], which has the shape "
            "{narrow}, and {right:.0%} of output[:, :, 16:], which has the shape {wide}."
        ),
        values={
            "wrong": wrong[0],
            "right": right[0],
            "narrow": tuple(run.wrong["before"].shape),
            "wide": tuple(run.right["before"].shape),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("One unit taken for one direction"),
    topic="directions",
    story=N_(
        "The forward and the backward states are wanted separately. There are two directions, so people take index 0 "
        "of the last axis for the forward one and index 1 for the backward one."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The last axis of output is num_directions * hidden_size long: first all units of the forward direction, then "
        "all of the backward one. Index 0 and index 1 are two units of the forward direction, which has not read the "
        "last token before the last step. The halves are [:hidden_size] and [hidden_size:]."
    ),
    outcome=_outcome,
)

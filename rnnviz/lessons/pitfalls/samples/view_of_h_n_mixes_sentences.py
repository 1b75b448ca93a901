"""``h_n.view(batch, -1)``: the directions come before the batch, so a row holds states of two sentences."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=4, bidirectional=True)
sentences = torch.randn(7, 3, 8)  # seq_len, batch, input_size
changed = sentences.clone()
changed[:, 1] = torch.randn(7, 8)  # sentence 1 is another one
"""

WRONG = """
def summary(tokens):
    output, h_n = gru(tokens)
    return h_n.view(3, -1)

difference = (summary(changed) - summary(sentences)).detach()
moved = difference.view(3, 2, 4).norm(dim=2)  # of both halves of each row
"""

RIGHT = """
def summary(tokens):
    output, h_n = gru(tokens)
    return h_n.transpose(0, 1).reshape(3, -1)

difference = (summary(changed) - summary(sentences)).detach()
moved = difference.view(3, 2, 4).norm(dim=2)  # of both halves of each row
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["difference"].norm(dim=1).tolist() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        halves = [_("first half"), _("second half")]
        return compared_heatmaps(
            [
                Sheet("h_n.view(3, -1)", run.wrong["moved"].numpy(), "wrong", columns=halves),
                Sheet("h_n.transpose(0, 1).reshape(3, -1)", run.right["moved"].numpy(), "right", columns=halves),
            ],
            title=_("How far each part of the vectors moves when only sentence 1 changes"),
            down=_("row"),
            across=_("part of the row"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Only sentence 1 is changed. With view its own row moves by {own:.2f}, the rows of sentences 0 and 2 by "
            "{before:.2f} and {after:.2f}. With transpose its own row moves by {right:.2f} and no other one does."
        ),
        values={"own": wrong[1], "before": wrong[0], "after": wrong[2], "right": right[1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("h_n as one vector for each sentence"),
    topic="directions",
    story=N_(
        "Each sentence is to have one vector: its final forward state and its final backward state side by side. "
        "h_n holds both, and h_n.view(batch, -1) has the shape that is wanted."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "h_n is (num_layers * num_directions, batch, hidden_size), and view keeps the order of the numbers: first the "
        "forward states of all sentences, then the backward ones. So row 0 holds the forward states of sentences 0 "
        "and 1. The batch has to be the first axis before the two states are joined."
    ),
    outcome=_outcome,
)

"""The backward half of the last step compared with ``h_n``: its final state is at the first step."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=10, hidden_size=20, num_layers=2, bidirectional=True)
tokens = torch.randn(5, 3, 10)  # seq_len, batch, input_size
output, (h_n, c_n) = lstm(tokens)
"""

WRONG = """
forward_same = output[-1, :, :20] == h_n[-2]
backward_same = output[-1, :, 20:] == h_n[-1]
"""

RIGHT = """
forward_same = output[-1, :, :20] == h_n[-2]
backward_same = output[0, :, 20:] == h_n[-1]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["backward_same"].numpy() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_heatmaps(
            [
                Sheet("output[-1, :, 20:] == h_n[-1]", wrong, "wrong"),
                Sheet("output[0, :, 20:] == h_n[-1]", right, "right"),
            ],
            title=_("Which entries of the backward half are those of h_n: 1 true, 0 false"),
            down=_("sentence"),
            across=_("unit"),
            value_range="unit",
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Of {all} entries, {forward} agree in the forward half of the last step, {wrong} in the backward half of "
            "the last step and {right} in the backward half of the first step."
        ),
        values={
            "all": right.size,
            "forward": int(run.right["forward_same"].sum()),
            "wrong": int(wrong.sum()),
            "right": int(right.sum()),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Looking for h_n in output"),
    topic="directions",
    story=N_(
        "To understand the shapes, people check that output and h_n agree. The forward half of the last step is the "
        "final forward state, so they expect the final backward state beside it."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Both halves of output at t are states of the same token. The backward direction begins at the last token and "
        "is done at t = 0: there stands its final state, the one that h_n holds. At the last t it has taken one step "
        "only."
    ),
    outcome=_outcome,
)

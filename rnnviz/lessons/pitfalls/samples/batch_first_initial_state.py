"""``h_0`` as (batch, num_layers, hidden_size): ``batch_first`` does not concern it."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
start = nn.Linear(6, 2 * 4)  # from a picture to the initial states of two layers
gru = nn.GRU(input_size=8, hidden_size=4, num_layers=2, batch_first=True)
captions = torch.randn(2, 3, 8)  # batch, seq_len, input_size
pictures = torch.randn(2, 6)
changed = pictures.clone()
changed[1] = torch.randn(6)  # caption 1 has another picture
"""

WRONG = """
def outputs(pictures):
    h_0 = start(pictures).view(2, 2, 4)  # batch, num_layers, hidden_size
    output, h_n = gru(captions, h_0)
    return output

moved = (outputs(changed) - outputs(pictures)).norm(dim=(1, 2)).detach()
"""

RIGHT = """
def outputs(pictures):
    h_0 = start(pictures).view(2, 2, 4)  # batch, num_layers, hidden_size
    output, h_n = gru(captions, h_0.transpose(0, 1).contiguous())
    return output

moved = (outputs(changed) - outputs(pictures)).norm(dim=(1, 2)).detach()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["moved"].tolist() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("caption {number}").format(number=number) for number in range(len(wrong))],
            {"h_0": ("wrong", wrong), "h_0.transpose(0, 1)": ("right", right)},
            title=_("How far each caption's output moves when only picture 1 changes"),
            values=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Only picture 1 is changed. The output of caption 0, which has another picture, moves by {wrong:.2f}; with "
            "the axes of h_0 in order it moves by {right:.2f}."
        ),
        values={"wrong": wrong[0], "right": right[0]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("batch_first and the initial state"),
    topic="shapes",
    story=N_(
        "Captions are written from pictures: each picture gives the states from which its caption begins. Because of "
        "batch_first=True people put the batch first in h_0 too."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "batch_first concerns input and output alone; h_0 and h_n stay (num_layers * num_directions, batch, "
        "hidden_size). PyTorch compares the sizes: most batches raise an error. Where batch equals num_layers * "
        "num_directions, nothing is raised and sentences are taken for layers."
    ),
    outcome=_outcome,
)

"""``h_n.view(num_directions, num_layers, ...)``: the rows of ``h_n`` go layer by layer, not direction by direction."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Int

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=16, num_layers=3, bidirectional=True)
tokens = torch.randn(7, 2, 8)  # seq_len, batch, input_size
output, h_n = gru(tokens)
"""

WRONG = """
forward, backward = h_n.view(2, 3, 2, 16)
distance = (forward[-1] - output[-1, :, :16]).norm().detach()
"""

RIGHT = """
forward, backward = h_n.view(3, 2, 2, 16).transpose(0, 1)
distance = (forward[-1] - output[-1, :, :16]).norm().detach()
"""


def _rows(side: Side) -> Int[np.ndarray, "directions layers"]:
    """The number of the row of ``h_n`` that was taken for each direction and layer."""
    rows: Int[np.ndarray, "directions layers"] = np.array(
        [
            [next(number for number, row in enumerate(side["h_n"]) if row.equal(taken)) for taken in side[direction]]
            for direction in ("forward", "backward")
        ]
    )
    return rows


def _outcome(run: Run) -> Outcome:
    wrong, right = _rows(run.wrong), _rows(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        names = [_("forward"), _("backward")]
        columns = [_("layer {number}").format(number=number) for number in range(1, wrong.shape[1] + 1)]
        return compared_heatmaps(
            [
                Sheet("h_n.view(2, 3, 2, 16)", wrong, "wrong", rows=names, columns=columns),
                Sheet("h_n.view(3, 2, 2, 16)", right, "right", rows=names, columns=columns),
            ],
            title=_("The row of h_n that is taken for each layer and direction"),
            down="",
            across="",
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "For the last layer's forward state, row {wrong_row} of h_n is taken; it is {wrong:.2f} away from the "
            "forward half of output[-1]. Row {right_row} is {right:.2f} away."
        ),
        values={
            "wrong_row": int(wrong[0, -1]),
            "right_row": int(right[0, -1]),
            "wrong": float(run.wrong["distance"]),
            "right": float(run.right["distance"]),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Which row of h_n is which direction"),
    topic="directions",
    story=N_(
        "A network has three layers and two directions, so h_n has six rows. The final forward states of all layers "
        "are wanted, and people take the first three rows for them."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The rows go layer by layer, and within a layer forward comes before backward. So the forward states are "
        "h_n[0::2] and the backward ones h_n[1::2]. The first and the last row mean the same in both readings, and "
        "with one layer there are no others: a check of these two does not show the mistake."
    ),
    outcome=_outcome,
)

"""``flip`` on padded rows: a backward RNN reads the padding first."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
embedding, gru = nn.Embedding(8, 6), nn.GRU(6, 16, batch_first=True)
lengths = [7, 4, 2]
rows = [torch.arange(1, length + 1) for length in lengths]  # tokens 1, 2, 3, ...
alone = torch.stack([gru(embedding(row.flip(0)))[0][-1] for row in rows])
tokens = pad_sequence(rows, batch_first=True)  # 0 is padding
"""

WRONG = """
def flip(padded):
    return padded.flip(1)

read = flip(tokens)
backward = flip(gru(embedding(read))[0])
distance = (backward[:, 0] - alone).norm(dim=1).detach()
"""

RIGHT = """
def flip(padded):
    flipped = [row[:length].flip(0) for row, length in zip(padded, lengths)]
    return pad_sequence(flipped, batch_first=True)

read = flip(tokens)
backward = flip(gru(embedding(read))[0])
distance = (backward[:, 0] - alone).norm(dim=1).detach()
"""


def _outcome(run: Run) -> Outcome:
    lengths: list[int] = run.wrong["lengths"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        names = [_("row {number}").format(number=number) for number in range(len(lengths))]
        return compared_heatmaps(
            [
                Sheet("padded.flip(1)", run.wrong["read"].numpy(), "wrong", rows=names),
                Sheet("row[:length].flip(0)", run.right["read"].numpy(), "right", rows=names),
            ],
            title=_("The number of the token that each row reads, step after step; 0 is padding"),
            down="",
            across=_("step in the order of reading"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Row 2 has {tokens} tokens. Flipped with its padding it reads {padding} zeros before them, and its final "
            "backward state is {wrong:.2f} away from that of the row alone; flipped within its length {right:.2f}."
        ),
        values={
            "tokens": lengths[2],
            "padding": int((run.wrong["read"][2] == 0).sum()),
            "wrong": float(run.wrong["distance"][2]),
            "right": float(run.right["distance"][2]),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Flipping padded rows"),
    topic="lengths",
    story=N_(
        "A backward direction is built by hand: a second RNN reads the flipped batch, and its result is flipped back. "
        "The rows have different lengths and are padded at their ends."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "flip turns the whole row round, so the padding comes to the front. The state that meets the last token is no "
        "longer zero: it comes from padding. Turn each row round within its length; nn.GRU with bidirectional=True "
        "does so by itself when it is given a packed batch, and not when it is given a padded one."
    ),
    outcome=_outcome,
)

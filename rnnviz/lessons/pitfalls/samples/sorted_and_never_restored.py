"""A batch sorted by length and never sorted back: the results belong to other rows."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=16, batch_first=True)
lengths = torch.tensor([2, 5, 3])
sequences = [torch.randn(length, 8) for length in lengths.tolist()]
alone = torch.stack([gru(sequence)[0][-1] for sequence in sequences])
padded = pad_sequence(sequences, batch_first=True)
"""

WRONG = """
order = lengths.argsort(descending=True)
packed = pack_padded_sequence(padded[order], lengths[order], batch_first=True)
output, h_n = gru(packed)
result = h_n[0]
"""

RIGHT = """
order = lengths.argsort(descending=True)
packed = pack_padded_sequence(padded[order], lengths[order], batch_first=True)
output, h_n = gru(packed)
result = h_n[0][order.argsort()]
"""


def _same(side: Side) -> Bool[np.ndarray, "rows sequences"]:
    """Which row of the result is what which sequence gives alone."""
    distance = (side["result"][:, None] - side["alone"][None]).detach().abs().amax(dim=2)
    same: Bool[np.ndarray, "rows sequences"] = (distance < 1e-5).numpy()
    return same


def _outcome(run: Run) -> Outcome:
    wrong, right = _same(run.wrong), _same(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_heatmaps(
            [Sheet("h_n[0]", wrong, "wrong"), Sheet("h_n[0][order.argsort()]", right, "right")],
            title=_("1 where a row of the result is what the sequence gives when it is read alone"),
            down=_("row of the result"),
            across=_("sequence"),
            value_range="unit",
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Row 0 of the result is sequence {wrong}, and {strangers} of {rows} rows stand in the place of another "
            "sequence. Once the order is restored, row 0 is sequence {right} and {left} rows are out of place."
        ),
        values={
            "wrong": int(wrong[0].argmax()),
            "right": int(right[0].argmax()),
            "strangers": int((~wrong.diagonal()).sum()),
            "left": int((~right.diagonal()).sum()),
            "rows": len(wrong),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Sorted by length and never sorted back"),
    topic="lengths",
    story=N_(
        "pack_padded_sequence wants the longest sequence first, so the batch is sorted before it is packed. The "
        "results are then put beside the labels, which are still in the old order."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "h_n and the unpacked output are in the order of what was packed. order says where each row came from; "
        "order.argsort() says where it now is, and brings the rows back. With enforce_sorted=False PyTorch sorts and "
        "restores the order by itself, so nothing needs to be sorted beforehand."
    ),
    outcome=_outcome,
)

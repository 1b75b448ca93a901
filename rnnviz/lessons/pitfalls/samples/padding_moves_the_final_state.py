"""An encoder reads the padding as if it were words: the final state of short sentences is another one."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

torch.manual_seed(0)
embedding = nn.Embedding(20, 8, padding_idx=0)
encoder = nn.GRU(8, 16, batch_first=True)
lengths = [3, 10, 6]
sentences = [torch.randint(1, 20, (length,)) for length in lengths]
alone = torch.stack([encoder(embedding(one))[1][0] for one in sentences])
padded = embedding(pad_sequence(sentences, batch_first=True))
"""

WRONG = """
output, h_n = encoder(padded)

distance = (h_n[0] - alone).norm(dim=1).tolist()
"""

RIGHT = """
packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
output, h_n = encoder(packed)

distance = (h_n[0] - alone).norm(dim=1).tolist()
"""


def _outcome(run: Run) -> Outcome:
    # Two sums in another order differ in their last digit, which would fill the picture with tiny numbers.
    wrong, right = ([round(value, 5) for value in side["distance"]] for side in (run.wrong, run.right))
    lengths = run.wrong["lengths"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("{count} words").format(count=length) for length in lengths],
            {_("padded"): ("wrong", wrong), _("packed"): ("right", right)},
            title=_("How far h_n is from that of the sentence read alone"),
            values=_("distance"),
            groups=_("sentence"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "The sentence of {count} words has {padding} padding tokens behind it. They move its final state by "
            "{wrong:.2f}; packed, it stays where it was ({right:.2f})."
        ),
        values={"count": lengths[0], "padding": max(lengths) - lengths[0], "wrong": wrong[0], "right": right[0]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Padding that moves the encoder's final state"),
    topic="lengths",
    story=N_(
        "Sentences of several lengths are padded to one batch, and h_n is to hold each sentence. padding_idx makes "
        "the padding's vectors zero, so people expect it to do nothing."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A step with a zero input is still a step: biases and the hidden weights go on changing h. Packing tells the "
        "network where each sentence ends; h_n is then the state after its last real word. With enforce_sorted=False "
        "the batch keeps its own order."
    ),
    outcome=_outcome,
)

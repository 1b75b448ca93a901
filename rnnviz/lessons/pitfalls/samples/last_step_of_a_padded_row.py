"""``output[:, -1]`` of a padded batch: the state after the padding, not after the sentence."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=16, batch_first=True)
lengths = torch.tensor([9, 6, 4, 2])
sentences = [torch.randn(length, 8) for length in lengths.tolist()]
alone = torch.stack([gru(sentence)[0][-1] for sentence in sentences])
output, h_n = gru(pad_sequence(sentences, batch_first=True))
"""

WRONG = """
last = output[:, -1]
distance = (last - alone).norm(dim=1).detach()
"""

RIGHT = """
last = output[torch.arange(4), lengths - 1]
distance = (last - alone).norm(dim=1).detach()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = ([round(one, 5) for one in side["distance"].tolist()] for side in (run.wrong, run.right))
    lengths: list[int] = run.wrong["lengths"].tolist()

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("{count} tokens").format(count=length) for length in lengths],
            {"output[:, -1]": ("wrong", wrong), "output[torch.arange(4), lengths - 1]": ("right", right)},
            title=_("How far each result is from what the sentence gives when it is read alone"),
            values=_("distance"),
            groups=_("length of the sentence"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "{padding} steps of padding follow the sentence of {tokens} tokens. output[:, -1] is {wrong:.2f} away from "
            "what this sentence gives alone; the output at lengths - 1 is {right:.2f} away."
        ),
        values={"padding": max(lengths) - lengths[-1], "tokens": lengths[-1], "wrong": wrong[-1], "right": right[-1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The last step of a padded sentence"),
    topic="lengths",
    story=N_(
        "Sentences of different lengths are padded with zeros to one length, so that they fit into one batch. The last "
        "state of each is wanted, and people take the last step of all."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The network reads padding like any other input, and its state goes on changing. So the result depends on how "
        "long the other sentences of the batch are. The last step of a sentence is at its length - 1. Or pack the "
        "batch with pack_padded_sequence: then h_n holds these very states."
    ),
    outcome=_outcome,
)

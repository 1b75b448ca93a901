"""``output[:, -1]`` of a bidirectional network: its backward half has read one token."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=8, hidden_size=16, batch_first=True, bidirectional=True)
sentence = torch.randn(1, 10, 8)
other = sentence.clone()
other[:, :-1] = torch.randn(1, 9, 8)  # every token but the last is another one
"""

WRONG = """
def summary(tokens):
    output, (h_n, c_n) = lstm(tokens)
    return output[:, -1]

change = (summary(sentence) - summary(other)).detach()[0]
"""

RIGHT = """
def summary(tokens):
    output, (h_n, c_n) = lstm(tokens)
    return torch.cat([h_n[-2], h_n[-1]], dim=1)

change = (summary(sentence) - summary(other)).detach()[0]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["change"].view(2, -1).norm(dim=1).tolist() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("forward half"), _("backward half")],
            {"output[:, -1]": ("wrong", wrong), "h_n[-2], h_n[-1]": ("right", right)},
            title=_("How far the summary moves when nine of ten tokens change"),
            values=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Nine of ten tokens are other ones. The forward half moves by {forward:.2f}; the backward half of the "
            "last step moves by {backward:.2f}, that of h_n by {right:.2f}."
        ),
        values={"forward": wrong[0], "backward": wrong[1], "right": right[1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The last step of a bidirectional network"),
    topic="directions",
    story=N_(
        "A sentence is to be summed up in one vector. In a network with one direction the last step has read all of "
        "it, so people take the last step here too."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The backward direction begins at the last token: there it has read that one token and nothing else. It has "
        "read all of the sentence at the first token, and h_n keeps exactly that state."
    ),
    outcome=_outcome,
)

"""Logits (batch, seq_len, V) given to cross_entropy, which reads axis 1 as the classes."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
batch, seq_len, vocabulary = 16, 8, 8
target = torch.randint(vocabulary, (batch, seq_len))
always_right = 10.0 * nn.functional.one_hot(target, vocabulary)
always_wrong = always_right.roll(1, dims=2)  # the next word of the vocabulary instead
"""

WRONG = """
def loss(logits):  # (batch, seq_len, vocabulary)
    return nn.functional.cross_entropy(logits, target).item()

losses = [loss(always_right), loss(always_wrong)]
"""

RIGHT = """
def loss(logits):  # (batch, seq_len, vocabulary)
    return nn.functional.cross_entropy(logits.transpose(1, 2), target).item()

losses = [loss(always_right), loss(always_wrong)]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["losses"], run.right["losses"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("always right"), _("always wrong")],
            {"(batch, seq_len, V)": ("wrong", wrong), "(batch, V, seq_len)": ("right", right)},
            title=_("The loss of two networks"),
            values=_("loss"),
            groups=_("network"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "A network that is right at every step has the loss {wrong_good:.2f}, one that is never right "
            "{wrong_bad:.2f}. With the classes on axis 1 the two losses are {right_good:.2f} and {right_bad:.2f}."
        ),
        values={
            "wrong_good": wrong[0],
            "wrong_bad": wrong[1],
            "right_good": right[0],
            "right_bad": right[1],
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Cross-entropy over the wrong axis"),
    topic="shapes",
    story=N_(
        "A network gives logits for every step: batch, seq_len, vocabulary, as PyTorch's recurrent networks lay them "
        "out. They are handed to cross_entropy as they are, and it runs."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "cross_entropy wants the classes on axis 1: (batch, V, seq_len). Given (batch, seq_len, V), it compares time "
        "steps with each other instead of words. With other lengths it raises; only seq_len equal to V goes through "
        "in silence."
    ),
    outcome=_outcome,
)

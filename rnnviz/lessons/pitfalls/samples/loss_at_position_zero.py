"""A decoder's position 0 is never computed; a loss that counts it never reaches zero."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
seq_len, sizes = 6, (10, 100, 1000, 10000)

def decode(target, vocabulary):
    outputs = torch.zeros(seq_len, vocabulary)
    for t in range(1, seq_len):  # position 0 is the start token, nothing to predict
        outputs[t, target[t]] = 30.0  # a decoder that is always right
    return outputs
"""

WRONG = """
losses = []
for vocabulary in sizes:
    target = torch.randint(vocabulary, (seq_len,))
    outputs = decode(target, vocabulary)
    loss = nn.functional.cross_entropy(outputs, target)
    losses.append(loss.item())
"""

RIGHT = """
losses = []
for vocabulary in sizes:
    target = torch.randint(vocabulary, (seq_len,))
    outputs = decode(target, vocabulary)
    loss = nn.functional.cross_entropy(outputs[1:], target[1:])
    losses.append(loss.item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["losses"], run.right["losses"]
    sizes = run.wrong["sizes"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [str(size) for size in sizes],
            {_("with position 0"): ("wrong", wrong), _("without position 0"): ("right", right)},
            title=_("The loss of a decoder that is always right"),
            values=_("loss"),
            groups=_("words in the vocabulary"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Every word is right, and yet with {size} words in the vocabulary the loss stays at {wrong:.2f}. Without "
            "position 0 it is {right:.2f}."
        ),
        values={"size": sizes[-1], "wrong": wrong[-1], "right": right[-1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A loss that counts position 0 of a decoder"),
    topic="training",
    story=N_(
        "A decoder collects its outputs in a tensor as long as the target. Both have the same length, so the loss is "
        "taken over all of it."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Position 0 holds the start token, which nobody predicts: its row of outputs stays zero. Softmax of zeros is "
        "1 / V for each of V words, so that position costs ln V, whatever the weights are. It has no gradient; it "
        "only shifts the mean, that of a perfect decoder from 0 to ln V / seq_len."
    ),
    outcome=_outcome,
)

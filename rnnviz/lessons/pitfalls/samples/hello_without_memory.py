"""Predicting the next letter of "hello" from the present letter alone: after l comes l, then o."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
ids = torch.tensor(["helo".index(letter) for letter in "hello"])
x, target = torch.eye(4)[ids[:-1]], ids[1:]
rnn, fc = nn.RNN(4, 8), nn.Linear(8, 4)
adam = torch.optim.Adam([*rnn.parameters(), *fc.parameters()], lr=0.1)
"""

WRONG = """
letters = x.view(1, 4, 4)  # seq_len 1, batch 4
for step in range(100):
    output, h_n = rnn(letters)
    loss = nn.functional.cross_entropy(fc(output).view(4, 4), target)
    adam.zero_grad()
    loss.backward()
    adam.step()
chances = fc(output).view(4, 4).softmax(dim=1)
"""

RIGHT = """
letters = x.view(4, 1, 4)  # seq_len 4, batch 1
for step in range(100):
    output, h_n = rnn(letters)
    loss = nn.functional.cross_entropy(fc(output).view(4, 4), target)
    adam.zero_grad()
    loss.backward()
    adam.step()
chances = fc(output).view(4, 4).softmax(dim=1)
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = _of_the_target(run.wrong), _of_the_target(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            ["h → e", "e → l", "l → l", "l → o"],
            {_("four sequences"): ("wrong", wrong), _("one sequence"): ("right", right)},
            title=_("How likely the right next letter is after training"),
            values=_("probability"),
            groups=_("letter and next letter"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "After the first l the right letter gets {first:.2f}, after the second {second:.2f}: without memory the "
            "two cannot add up to more than 1. As one sequence they get {right_first:.2f} and {right_second:.2f}."
        ),
        values={"first": wrong[2], "second": wrong[3], "right_first": right[2], "right_second": right[3]},
        figure=figure,
    )


def _of_the_target(side: Side) -> list[float]:
    found: list[float] = side["chances"].gather(1, side["target"][:, None])[:, 0].tolist()
    return found


PITFALL = Pitfall(
    title=N_('Spelling "hello" without memory'),
    topic="training",
    story=N_(
        "A network is to predict the next letter of hello. Four letters go in and four targets stand beside them, so "
        "people hand them over as a batch of four examples."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "In a batch every letter is a sequence of its own and meets a zero state: the network sees an l and cannot "
        "tell which. After one l comes l, after the other o, so one half for each is the best answer, however long "
        "the training. As one sequence, the state carries what came before."
    ),
    outcome=_outcome,
)

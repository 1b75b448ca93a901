"""``batch_first`` left out: the sentences are read as time steps, and no error says so."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
sentences = torch.randn(4, 6, 8)  # batch, seq_len, input_size
changed = sentences.clone()
changed[0] = torch.randn(6, 8)  # sentence 0 is another one
"""

WRONG = """
gru = nn.GRU(input_size=8, hidden_size=16)

def last_states(tokens):
    output, h_n = gru(tokens)
    return output[:, -1]

moved = (last_states(changed) - last_states(sentences)).norm(dim=1).detach()
"""

RIGHT = """
gru = nn.GRU(input_size=8, hidden_size=16, batch_first=True)

def last_states(tokens):
    output, h_n = gru(tokens)
    return output[:, -1]

moved = (last_states(changed) - last_states(sentences)).norm(dim=1).detach()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["moved"].tolist() for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("sentence {number}").format(number=number) for number in range(len(wrong))],
            {"nn.GRU(8, 16)": ("wrong", wrong), "nn.GRU(8, 16, batch_first=True)": ("right", right)},
            title=_("How far each sentence's result moves when only sentence 0 changes"),
            values=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Only sentence 0 is changed. Without batch_first the result of sentence 1 moves by {next:.2f} and that of "
            "sentence 3 by {last:.2f}; with it by {right_next:.2f} and {right_last:.2f}."
        ),
        values={"next": wrong[1], "last": wrong[3], "right_next": right[1], "right_last": right[3]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("batch_first left out"),
    topic="shapes",
    story=N_(
        "The data is (batch, seq_len, input_size), as data loaders give it. nn.GRU takes it without an error, and the "
        "output has the shape that is expected."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Without batch_first=True the first axis is seq_len. The network reads 6 sequences of 4 steps: its state goes "
        "from one sentence to the next, and never from one token to the next. Both readings have three axes and the "
        "same input_size, so nothing can be raised."
    ),
    outcome=_outcome,
)

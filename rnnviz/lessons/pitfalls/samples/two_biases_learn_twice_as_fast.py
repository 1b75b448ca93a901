"""One bias of a paper rebuilt with PyTorch's two: both get the same gradient, so their sum takes two steps."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=4, hidden_size=6, batch_first=True)
words, goal = torch.randn(8, 10, 4), torch.randn(8, 6)
with torch.no_grad():  # all of the bias in one of the two, as in a paper
    lstm.bias_ih_l0 += lstm.bias_hh_l0
    lstm.bias_hh_l0.zero_()
start = lstm.bias_ih_l0.detach().clone()
"""

WRONG = """
optimizer = torch.optim.SGD(lstm.parameters(), lr=0.5)
output, (h_n, c_n) = lstm(words)
nn.functional.mse_loss(h_n[0], goal).backward()
optimizer.step()
moved = (lstm.bias_ih_l0 + lstm.bias_hh_l0 - start).detach()
"""

RIGHT = """
lstm.bias_hh_l0.requires_grad_(False)  # stays at 0
optimizer = torch.optim.SGD(lstm.parameters(), lr=0.5)
output, (h_n, c_n) = lstm(words)
nn.functional.mse_loss(h_n[0], goal).backward()
optimizer.step()
moved = (lstm.bias_ih_l0 + lstm.bias_hh_l0 - start).detach()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (side["moved"].view(4, -1).norm(dim=1).tolist() for side in (run.wrong, run.right))
    ratio = float(run.wrong["moved"].norm() / run.right["moved"].norm())

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("input gate"), _("forget gate"), _("candidate"), _("output gate")],
            {_("bias_ih and bias_hh"): ("wrong", wrong), _("bias_ih alone"): ("right", right)},
            title=_("How far the bias of each gate moves in one step of SGD"),
            values=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "From the same start, with the same loss and learning rate, the sum of both biases moves "
            "{ratio:.2f} times as far as the single bias."
        ),
        values={"ratio": ratio},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Two biases learn twice as fast as one"),
    topic="weights",
    story=N_(
        "A paper has one bias for each gate, PyTorch has bias_ih and bias_hh. Only their sum counts in the forward "
        "pass, so people train both and expect the course of training that the paper reports."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The two are added, so the loss has the same gradient with respect to either. The optimizer takes a full step "
        "with each of them, and the sum takes two. For the bias the learning rate is doubled; freezing bias_hh at 0 "
        "leaves one bias."
    ),
    outcome=_outcome,
)

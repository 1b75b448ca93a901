"""``torch.zeros`` makes float32 states, whatever the network and its input are."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=4, hidden_size=8, batch_first=True).double()
words = torch.randn(2, 10, 4, dtype=torch.float64)
"""

WRONG = """
h_0 = torch.zeros(1, 2, 8)
c_0 = torch.zeros(1, 2, 8)
output, (h_n, c_n) = lstm(words, (h_0, c_0))
"""

RIGHT = """
h_0 = words.new_zeros(1, 2, 8)
c_0 = words.new_zeros(1, 2, 8)
output, (h_n, c_n) = lstm(words, (h_0, c_0))
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = (
        [8 * tensor.element_size() for tensor in (side["words"], side["lstm"].weight_hh_l0, side["h_0"])]
        for side in (run.wrong, run.right)
    )

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("input"), _("weights"), "h_0"],
            {"torch.zeros": ("wrong", wrong), "words.new_zeros": ("right", right)},
            title=_("How many bits each number has: all three must agree"),
            values=_("bits"),
            dark=dark,
        )

    return Outcome(
        sentence=N_('Input and weights have {bits} bits, the zeros {zeros}. PyTorch stops: "{error}".'),
        values={"bits": wrong[0], "zeros": wrong[2], "error": str(run.wrong.error)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Zero states of another type than the input"),
    topic="states",
    story=N_(
        "A network is used in float64, to compare it digit by digit, or in half, to save memory. The line that makes "
        "its zero states was written when everything was float32."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "torch.zeros makes float32 on the CPU, and nn.LSTM mixes neither types nor devices. words.new_zeros makes "
        "zeros of the same type and on the same device as the input. Leaving (h_0, c_0) out does so too."
    ),
    outcome=_outcome,
    raises=True,
)

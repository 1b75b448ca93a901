"""The forget gate driven to 1 in order to forget: f is the share that is kept."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
H = 8
lstm = nn.LSTM(input_size=4, hidden_size=H)
first, second = torch.randn(6, 4), torch.randn(6, 4)  # two sentences
for sentence in (first, second):
    sentence[:, 0] = torch.eye(6)[0]  # input 0 is 1 at the first word, else 0
"""

WRONG = """
with torch.no_grad():
    lstm.weight_ih_l0[H:2 * H, 0] = 10  # a first word: f near 1
    output, (h_n, c_n) = lstm(first)
    with_memory, _ = lstm(second, (h_n, c_n))
    without, _ = lstm(second, (h_n, torch.zeros_like(c_n)))
left = (with_memory - without).norm(dim=1).tolist()
"""

RIGHT = """
with torch.no_grad():
    lstm.weight_ih_l0[H:2 * H, 0] = -10  # a first word: f near 0
    output, (h_n, c_n) = lstm(first)
    with_memory, _ = lstm(second, (h_n, c_n))
    without, _ = lstm(second, (h_n, torch.zeros_like(c_n)))
left = (with_memory - without).norm(dim=1).tolist()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["left"], run.right["left"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(len(wrong)),
            [Line(_("f near 1"), wrong, "wrong"), Line(_("f near 0"), right, "right")],
            title=_("What the first sentence's c_n changes in the second one's output"),
            across="t",
            up=_("distance"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "At the first word of the second sentence the old memory still moves the output by {wrong:.2f} where f was "
            "driven to 1, and by {right:.2f} where it was driven to 0."
        ),
        values={"wrong": wrong[0], "right": right[0]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The forget gate says how much is kept"),
    topic="states",
    story=N_(
        "Where a new sentence begins, the memory of the old one is to go. Some texts call f the degree of forgetting, "
        "and its name says so too; so people drive it to 1 there."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The new c is f * c + i * g: f is what the old memory is multiplied by, the share that is kept. 1 keeps all "
        "of it, 0 forgets all of it. For the same reason a large forget bias makes a network remember."
    ),
    outcome=_outcome,
)

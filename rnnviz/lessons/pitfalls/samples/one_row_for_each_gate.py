"""Four rows where two hidden units need eight: the last two gates get nothing."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

x, h, c = (torch.tensor(v) for v in ([0.5, -0.2, 0.1], [0.3, -0.4], [0.8, -0.6]))
W_ih = torch.tensor([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [1, 1.1, 1.2]])
W_hh = torch.tensor([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]])
b_ih = torch.tensor([0.01, 0.02, 0.03, 0.04])
b_hh = torch.tensor([0.05, 0.06, 0.07, 0.08])
"""

WRONG = """
gates = W_ih @ x + b_ih + W_hh @ h + b_hh
i, f, g, o = gates[0:2], gates[2:4], gates[4:6], gates[6:8]
c = f.sigmoid() * c + i.sigmoid() * g.tanh()
h = o.sigmoid() * c.tanh()
"""

RIGHT = """
gates = W_ih @ x + b_ih + W_hh @ h + b_hh
gates = gates.repeat_interleave(2)  # each row serves both units: 8 rows
i, f, g, o = gates[0:2], gates[2:4], gates[4:6], gates[6:8]
c = f.sigmoid() * c + i.sigmoid() * g.tanh()
h = o.sigmoid() * c.tanh()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = ([len(side[gate]) for gate in "ifgo"] for side in (run.wrong, run.right))
    (c_0, c_1), (h_0, h_1) = (run.right[state].tolist() for state in "ch")

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("input gate"), _("forget gate"), _("candidate"), _("output gate")],
            {_("4 rows"): ("wrong", wrong), _("8 rows"): ("right", right)},
            title=_("How many numbers each gate gets: two hidden units need two"),
            values=_("numbers"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            'The candidate is left with {left} numbers, and PyTorch stops: "{error}". With 8 rows c is '
            "({c_0:.2f}, {c_1:.2f}) and h is ({h_0:.2f}, {h_1:.2f})."
        ),
        values={
            "left": wrong[2],
            "error": str(run.wrong.error).partition(" at ")[0],
            "c_0": c_0,
            "c_1": c_1,
            "h_0": h_0,
            "h_1": h_1,
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("One row for each gate, two hidden units"),
    topic="weights",
    story=N_(
        "An example on paper: 3 inputs, 2 hidden units, and a weight matrix with one row for each of the four gates. "
        "It looks complete, for there are four gates."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A gate has one value for each hidden unit, so it needs hidden_size rows: 4 * 2 = 8 in all. A slice beyond "
        "the end is empty and does not raise. So the forget gate gets the rows of the candidate and the output gate, "
        "those two get none, and only the product notices."
    ),
    outcome=_outcome,
    raises=True,
)

"""States handed from piece to piece with their history: the second ``backward`` walks into the first piece."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm, head = nn.LSTM(1, 16), nn.Linear(16, 1)
optimizer = torch.optim.Adam([*lstm.parameters(), *head.parameters()], lr=0.02)
wave = torch.sin(0.3 * torch.arange(801)).view(-1, 1)
pieces = list(zip(wave[:-1].split(20), wave[1:].split(20)))  # 40 pieces of 20 steps
state, losses = None, []
"""

WRONG = """
for values, next_values in pieces:
    output, state = lstm(values, state)
    loss = nn.functional.mse_loss(head(output), next_values)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
"""

RIGHT = """
for values, next_values in pieces:
    output, state = lstm(values, state)
    state = tuple(one.detach() for one in state)
    loss = nn.functional.mse_loss(head(output), next_values)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["losses"], run.right["losses"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(1, len(right) + 1),
            [Line(_("with detach"), right, "right"), Line(_("without: stops here"), wrong, "wrong")],
            title=_("The loss, piece after piece"),
            across=_("piece"),
            up=_("mean squared error"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            'Without detach training ends after piece {stopped} of {pieces}: "{error}". With it the loss goes from '
            "{first:.2f} to {last:.2f}."
        ),
        values={
            "stopped": len(wrong),
            "pieces": len(right),
            "error": str(run.wrong.error).partition(" (")[0],
            "first": right[0],
            "last": right[-1],
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("States carried over without detach"),
    topic="states",
    story=N_(
        "A long series is cut into pieces, and the states go on from one piece to the next. The values are to go on, "
        "so people hand over the tensors as the network returned them."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "The states still hang on the graph of the piece before, and backward has freed what that graph had saved. "
        "detach keeps the values and drops the history. retain_graph=True is no way out: the optimizer has changed "
        "the weights that the old graph needs."
    ),
    outcome=_outcome,
    raises=True,
)

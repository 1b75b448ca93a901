"""``h_0`` for 64 sentences, and a last batch that has 36."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.utils.data import DataLoader

torch.manual_seed(0)
lstm = nn.LSTM(input_size=10, hidden_size=20, batch_first=True)
loader = DataLoader(torch.randn(100, 7, 10), batch_size=64)
done = []
"""

WRONG = """
h_0 = c_0 = torch.zeros(1, 64, 20)
for sentences in loader:
    output, (h_n, c_n) = lstm(sentences, (h_0, c_0))
    done.append(len(output))
"""

RIGHT = """
for sentences in loader:
    h_0 = c_0 = torch.zeros(1, len(sentences), 20)
    output, (h_n, c_n) = lstm(sentences, (h_0, c_0))
    done.append(len(output))
"""


def _outcome(run: Run) -> Outcome:
    right = run.right["done"]
    wrong = [*run.wrong["done"], *(0 for _ in right[len(run.wrong["done"]) :])]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("batch {number}").format(number=number) for number in range(1, len(right) + 1)],
            {"torch.zeros(1, 64, 20)": ("wrong", wrong), "torch.zeros(1, len(sentences), 20)": ("right", right)},
            title=_("How many sentences of each batch came through"),
            values=_("sentences"),
            dark=dark,
        )

    return Outcome(
        sentence=N_('The first batch of {first} runs. On the last one, of {last}, PyTorch stops: "{error}".'),
        values={"first": right[0], "last": right[-1], "error": str(run.wrong.error)},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("h_0 for a batch that is smaller"),
    topic="states",
    story=N_(
        "The initial states are made once, before the loop, for the batch size that was given to the loader. It works "
        "for every batch but the last."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "100 sentences in batches of 64 leave 36. h_0 has the shape (num_layers * num_directions, batch, hidden_size) "
        "and must have the batch in hand. Take its size from the data, or leave (h_0, c_0) out: PyTorch then begins "
        "with zeros itself."
    ),
    outcome=_outcome,
    raises=True,
)

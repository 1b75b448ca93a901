"""``pad_packed_sequence`` pads to the longest row of its own batch: outputs of several batches do not fit together."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(0)
gru = nn.GRU(input_size=8, hidden_size=16, batch_first=True)
rows = torch.randn(6, 10, 8)  # all rows, padded to 10
lengths = torch.tensor([10, 3, 6, 5, 4, 2])
outputs = []
"""

WRONG = """
for part, length in zip(rows.split(2), lengths.split(2)):  # batches of two rows
    packed = pack_padded_sequence(part, length, batch_first=True)
    output, h_n = gru(packed)
    output, _ = pad_packed_sequence(output, batch_first=True)
    outputs.append(output)
everything = torch.cat(outputs)
"""

RIGHT = """
for part, length in zip(rows.split(2), lengths.split(2)):  # batches of two rows
    packed = pack_padded_sequence(part, length, batch_first=True)
    output, h_n = gru(packed)
    output, _ = pad_packed_sequence(output, batch_first=True, total_length=10)
    outputs.append(output)
everything = torch.cat(outputs)
"""


def _steps(side: Side) -> list[int]:
    return [output.shape[1] for output in side["outputs"]]


def _outcome(run: Run) -> Outcome:
    wrong, right = _steps(run.wrong), _steps(run.right)

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [_("batch {number}").format(number=number) for number in range(len(wrong))],
            {"pad_packed_sequence(...)": ("wrong", wrong), "total_length=10": ("right", right)},
            title=_("How many steps the output of each batch has"),
            values="seq_len",
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "torch.cat stops: “{error}”. With total_length every output has {steps} steps, and together they have the "
            "shape {shape}."
        ),
        values={
            "error": str(run.wrong.error).partition(" for tensor")[0],
            "steps": right[-1],
            "shape": tuple(run.right["everything"].shape),
        },
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("Outputs cut to the longest row of their batch"),
    topic="lengths",
    story=N_(
        "All rows of the data are padded to one length. They go through the network in batches, packed, and the "
        "outputs are put together again at the end, or multiplied by a mask of the old length."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A packed batch does not know how far its rows were padded. pad_packed_sequence pads to the longest row it "
        "finds, so each batch gets a length of its own. total_length says how long the output has to be; the steps "
        "after a row's end are zeros."
    ),
    outcome=_outcome,
    raises=True,
)

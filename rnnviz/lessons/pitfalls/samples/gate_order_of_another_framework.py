"""Weights stored in another framework's order of gates, loaded as if the order were PyTorch's."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
lstm, loaded = nn.LSTM(4, 8), nn.LSTM(4, 8)
words = torch.randn(12, 4)

def ordered(weights, order, new_order):
    blocks = {name: dict(zip(order, rows.chunk(4))) for name, rows in weights.items()}
    return {n: torch.cat([gates[g] for g in new_order]) for n, gates in blocks.items()}

orders = {"ONNX": "iofg", "TensorFlow 1": "igfo", "Keras": "ifgo"}
files = {name: ordered(lstm.state_dict(), "ifgo", orders[name]) for name in orders}
apart = {}
"""

WRONG = """
for name, weights in files.items():
    loaded.load_state_dict(weights)
    apart[name] = (loaded(words)[0] - lstm(words)[0]).abs().max().item()
"""

RIGHT = """
for name, weights in files.items():
    loaded.load_state_dict(ordered(weights, orders[name], "ifgo"))
    apart[name] = (loaded(words)[0] - lstm(words)[0]).abs().max().item()
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["apart"], run.right["apart"]
    orders = run.wrong["orders"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            [f"{name} ({', '.join(orders[name])})" for name in wrong],
            {_("loaded as stored"): ("wrong", [*wrong.values()]), _("reordered"): ("right", [*right.values()])},
            title=_("How far the output is from that of the original network"),
            values=_("largest distance"),
            groups=_("where the weights come from, and its order of gates"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "All three files load without a word. A hidden unit is up to {onnx:.2f} away with ONNX's order and "
            "{tensorflow:.2f} with TensorFlow 1's; Keras has PyTorch's order: {keras:.2f}."
        ),
        values={"onnx": wrong["ONNX"], "tensorflow": wrong["TensorFlow 1"], "keras": wrong["Keras"]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("The order of the gates in another framework"),
    topic="weights",
    story=N_(
        "A trained LSTM moves from one framework to another. The stacked matrices have the same sizes in both, so "
        "they are loaded as they are, and the network runs."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "PyTorch stacks the rows as i, f, g, o (g is the candidate), ONNX as i, o, f, g, TensorFlow 1 as i, g, f, o. "
        "All four blocks are equally large, so no check of sizes can notice; but rows learned for one gate now work as "
        "another. Put the blocks into the new order before loading."
    ),
    outcome=_outcome,
)

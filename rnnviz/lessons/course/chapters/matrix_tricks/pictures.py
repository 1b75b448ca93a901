"""What is drawn and tabulated in the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.cells.substitute import MINUS
from rnnviz.figures import Curve, curves, joined
from rnnviz.figures.verdict import Sheet, compared_bars, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.matrix_tricks.counts import BLOCKS, in_pytorch, one_bias
from rnnviz.lessons.course.chapters.matrix_tricks.steps import WAYS, Step, apart, step

MOST_HEIGHT = 390
"""Pixels of a figure."""

LARGEST = 64
"""Hidden units at the end of the axis."""


def sizes(context: Context) -> tuple[int, int]:
    """input_size and hidden_size as they are set."""
    return context.values["n"], context.values["d"]


def _made(context: Context) -> Step:
    return step(*sizes(context))


def product(context: Context) -> go.Figure:
    """Two products, and the one that gives the same."""
    made = _made(context)
    weights = made.rnn.weight_hh.numpy(), made.rnn.weight_ih.numpy()
    return _low(joined(*weights, made.h.numpy(), made.x.numpy(), dark=context.dark, words=context.words))


def folded(context: Context) -> go.Figure:
    """The same with the bias as one more column."""
    made = _made(context)
    weights = made.rnn.weight_hh.numpy(), made.rnn.weight_ih.numpy()
    bias = (made.rnn.bias_ih + made.rnn.bias_hh).numpy()
    return _low(joined(*weights, made.h.numpy(), made.x.numpy(), bias=bias, dark=context.dark, words=context.words))


def _low(figure: go.Figure) -> go.Figure:
    """The figure no higher than a lecture hall has room for, under its controls."""
    return figure.update_layout(height=min(figure.layout.height, MOST_HEIGHT))


def shapes(context: Context) -> Sequence[Sequence[str]]:
    """The shapes of everything in one step, as they are and by their rule."""
    made, said = _made(context), context.said
    single = made.gates[: context.values["d"]]
    folded = np.concatenate([made.gates.numpy(), made.bias[:, None].numpy()], axis=1)
    rows = {
        "W_hh": ("[d, d]", made.rnn.weight_hh.shape),
        "W_ih": ("[d, n]", made.rnn.weight_ih.shape),
        "[h, x]": ("[d + n]", (len(made.h) + len(made.x),)),
        said["one_gate"]: ("[d, d + n]", single.shape),
        said["one_vector"]: ("[d]", made.h.shape),
        said["four_gates"]: ("[4d, d + n]", made.gates.shape),
        said["four_folded"]: ("[4d, d + n + 1]", folded.shape),
    }
    table = [(name, rule, str(list(shape))) for name, (rule, shape) in rows.items()]
    return [(said["what"], said["rule"], said["here"]), *table]


def swapped(context: Context) -> go.Figure:
    """The sums of the RNN cell with the vectors stacked as the matrices are, and the other way round."""
    made, said = _made(context), context.said
    return compared_bars(
        [said["unit"].format(number=number) for number in range(context.values["d"])],
        {
            "[W_hh | W_ih] · [h; x]": ("right", made.one_product.tolist()),
            "[W_hh | W_ih] · [x; h]": ("wrong", made.swapped.tolist()),
        },
        title=said["swapped_title"],
        values="a",
        dark=context.dark,
    )


def stacked(context: Context) -> go.Figure:
    """The one matrix of an LSTM: the gates above each other."""
    made, (n, d) = _made(context), sizes(context)
    figure = compared_heatmaps(
        [
            Sheet(
                "",
                made.gates.numpy(),
                "neutral",
                rows=[f"{gate}{unit}" for gate in "ifgo" for unit in range(d)],
                columns=[*(f"h{unit}" for unit in range(d)), *(f"x{feature}" for feature in range(n))],
            )
        ],
        title=context.said["stacked_title"].format(rows=4 * d, columns=d + n),
        down="",
        across="",
        dark=context.dark,
    )
    return _low(figure)


def ways(context: Context) -> Sequence[Sequence[str]]:
    """How far each way of computing an LSTM is from PyTorch's."""
    said = context.said
    found = {way: apart(*sizes(context), way) for way in WAYS}
    lines = [
        (said[way], f"{far:.0e}".replace("-", MINUS) if far < 1e-6 else f"{far:.2f}") for way, far in found.items()
    ]
    return [(said["way"], said["apart"]), *lines]


def counted(context: Context) -> Sequence[Sequence[str]]:
    """The parameters of each cell type with one bias and with two."""
    said, found = context.said, sizes(context)
    first = in_pytorch("RNN", *found)
    head = (said["module"], said["one_bias_count"], said["two_biases_count"], said["over_rnn"])
    return [
        head,
        *(
            (
                kind,
                str(one_bias(kind, *found)),
                str(in_pytorch(kind, *found)),
                f"{in_pytorch(kind, *found) / first:g}",
            )
            for kind in BLOCKS
        ),
    ]


def growth(context: Context) -> go.Figure:
    """Parameters of the three modules, by the number of hidden units."""
    said, features = context.said, context.values["features"]
    units = list(range(1, LARGEST + 1))
    colours = {"RNN": "candidate", "GRU": "input", "LSTM": "cell_state"}
    return curves(
        units,
        [Curve(f"nn.{kind}", [in_pytorch(kind, features, d) for d in units], colours[kind]) for kind in BLOCKS],
        title=said["growth_title"].format(features=features),
        across=said["hidden_units"],
        up=said["parameters"],
        height=310,
        dark=context.dark,
    )

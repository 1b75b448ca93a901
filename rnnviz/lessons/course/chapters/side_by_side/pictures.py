"""The figures and tables of the lesson."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.analysis.parameter_counts import parameter_counts
from rnnviz.figures import Curve, curves
from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.side_by_side import runs
from rnnviz.recorder import Architecture
from rnnviz.theme import cell_type_colour
from rnnviz.training.models.memory_task import measured

_LOWER = 320
"""Pixels of a figure with a button under it: all of it has room on one screen."""


def anatomy(context: Context) -> Sequence[Sequence[str]]:
    """What each is made of, read off its cell type."""
    said = context.said
    rows = []
    for kind in runs.KINDS:
        cell = runs.reading(kind).cell
        gates = [name for name in cell.gates if cell.operation(name).role == "gate"]
        rows.append(
            (f"nn.{kind}", ", ".join(cell.states), ", ".join(gates) or said["none"], str(len(cell.weight_blocks)))
        )
    return (("", said["states"], said["gates"], said["blocks"]), *rows)


def parameters(context: Context) -> Sequence[Sequence[str]]:
    """By formula and counted, at the sizes that are set."""
    said, values = context.said, context.values
    sizes = Architecture("nn.LSTM", "LSTM", input_size=values["input"], hidden_size=values["hidden"])
    head = ("", said["formula"], said["parameters"])
    return (
        head,
        *((one.module, one.formula.replace("*", " · "), f"{one.counted:,}") for one in parameter_counts(sizes)),
    )


def together(context: Context) -> go.Figure:
    """The same unit of three networks while they read the same text."""
    said = context.said
    lines = [
        Curve(f"{kind}: h", runs.reading(kind).h[0, 0, :, 0, 0], cell_type_colour(kind, context.dark))
        for kind in runs.KINDS
    ]
    return curves(
        range(len(runs.TEXT)),
        lines,
        title=said["together_title"],
        across="t",
        up="h",
        labels=[letter.replace(" ", "␣") for letter in runs.TEXT],
        dark=context.dark,
    )


def returned(context: Context) -> Sequence[Sequence[str]]:
    """What a call gives back."""
    said, rows = context.said, []
    for kind in runs.KINDS:
        output, h_n, c_n = runs.returned(kind)
        state = f"{tuple(h_n.shape)}" if c_n is None else f"({tuple(h_n.shape)}, {tuple(c_n.shape)})"
        rows.append(
            (f"nn.{kind}", "output, h_n" if c_n is None else "output, (h_n, c_n)", str(tuple(output.shape)), state)
        )
    return (("", said["returns"], "output", said["state"]), *rows)


def swapped(context: Context) -> go.Figure:
    """What is called h_n by those who name the states the other way round."""
    _, h_n, c_n = runs.returned("LSTM")
    assert c_n is not None
    return compared_bars(
        [str(unit) for unit in range(runs.UNITS)],
        {
            "(h_n, c_n)": ("right", h_n[0, 0].tolist()),
            "(c_n, h_n)": ("wrong", c_n[0, 0].tolist()),
        },
        title=context.said["swapped_title"],
        values=context.said["value"],
        groups=context.said["unit"],
        dark=context.dark,
    ).update_layout(height=_LOWER)


def speed(context: Context) -> go.Figure:
    """Milliseconds of a training step, measured now."""
    said, took = context.said, runs.milliseconds(context.values["width"])
    return compared_bars(
        list(took),
        {said["milliseconds"]: ("neutral", list(took.values()))},
        title=said["speed_title"],
        values=said["milliseconds"],
        dark=context.dark,
    ).update_layout(height=_LOWER)


def recall(context: Context) -> go.Figure:
    """What was measured in the memory task: the mean over the seeds."""
    said, task = context.said, measured()
    names = {"RNN": "RNN", "LSTM": "LSTM", "LSTM, forget bias 1": said["open_lstm"], "GRU": "GRU"}
    return curves(
        task.distances,
        [
            Curve(names[name], 100 * rows.mean(axis=1), cell_type_colour(name[:4].strip(","), context.dark))
            for name, rows in task.accuracy.items()
        ],
        title=said["recall_title"],
        across=said["distance"],
        up=said["recall"],
        height=_LOWER,
        dark=context.dark,
    )

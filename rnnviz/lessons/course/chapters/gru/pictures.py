"""The figures of the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, curves
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.gru import runs
from rnnviz.lessons.course.chapters.gru.numbers import INPUT_SIZE, parameters
from rnnviz.theme import cell_type_colour
from rnnviz.training.models.memory_task import measured

_LOWER = 320
"""Pixels of a figure with a slider or a button: all of it has room on one screen."""


def blend(context: Context) -> go.Figure:
    """The new state of each unit, as its update gate opens."""
    said, rec = context.said, runs.blended()
    z = rec.gate("update")[0, 0, 0, :, 0]
    return curves(
        z,
        [Curve(said["unit"].format(unit=unit), rec.h[0, 0, 0, :, unit]) for unit in range(4)],
        title=said["blend_title"],
        across=said["z"],
        up=said["new_state"],
        at=float(z[runs.SUMS.index(context.values["update"])]),
        height=_LOWER,
        dark=context.dark,
    )


def reset(context: Context) -> go.Figure:
    """The candidate against the old state, for several openings of the reset gate."""
    said = context.said
    lines = []
    for bias in sorted({-8.0, 8.0, float(context.values["reset"])}):
        old, n, r = runs.candidates(bias)
        lines.append(Curve(f"r = {r:.2f}", n))
    return curves(
        old,
        lines,
        title=said["reset_title"],
        across=said["old_state"],
        up=said["candidate"],
        height=_LOWER,
        dark=context.dark,
    )


def counted(context: Context) -> Sequence[Sequence[str]]:
    """Blocks and parameters of the three cell types."""
    said, size = context.said, context.values["hidden"]
    head = ("", said["blocks"], "weight_ih_l0", "weight_hh_l0", said["parameters"])
    rows = [
        (
            f"nn.{kind}",
            str(blocks),
            f"({blocks * size}, {INPUT_SIZE})",
            f"({blocks * size}, {size})",
            f"{parameters(kind, INPUT_SIZE, size):,}",
        )
        for kind, blocks in (("RNN", 1), ("GRU", 3), ("LSTM", 4))
    ]
    return (head, *rows)


def conventions(context: Context) -> go.Figure:
    """How far the same weights lead in another convention."""
    said = context.said
    names = [said[f"reset_{reset}"] + ", " + said[f"update_{update}"] for reset, update in runs.VARIANTS]
    return curves(
        np.arange(runs.STEPS),
        [Curve(name, runs.apart(*variant)) for name, variant in zip(names, runs.VARIANTS, strict=True)],
        title=said["conventions_title"],
        across="t",
        up=said["apart"],
        height=_LOWER,
        dark=context.dark,
    )


def continuous(context: Context) -> go.Figure:
    """Every gate value of a run, from the smallest to the largest."""
    said = context.said
    lines = []
    for scale in sorted({1.0, float(context.values["scale"])}):
        values, _ = runs.gates(scale)
        lines.append(Curve(said["weights_times"].format(scale=f"{scale:g}"), values))
    return curves(
        np.linspace(0, 100, len(lines[0].values)),
        lines,
        title=said["continuous_title"],
        across=said["share_of_values"],
        up=said["gate_value"],
        height=_LOWER,
        dark=context.dark,
    )


def counting(context: Context) -> go.Figure:
    """An LSTM counts, a GRU cannot."""
    said = context.said
    lstm, gru = runs.counting()
    return curves(
        np.arange(runs.STEPS),
        [Curve(said["lstm_c"], lstm, "cell_state"), Curve(said["gru_h"], gru, "hidden_state")],
        title=said["counting_title"],
        across="t",
        up=said["value"],
        dark=context.dark,
    )


def recall(context: Context) -> go.Figure:
    """What was measured in the memory task."""
    said, task = context.said, measured()
    kinds = {"GRU": "GRU", "LSTM": "LSTM", "LSTM, forget bias 1": "LSTM"}
    names = {"GRU": "GRU", "LSTM": "LSTM", "LSTM, forget bias 1": said["open_lstm"]}
    return curves(
        task.distances,
        [
            Curve(names[name], 100 * task.accuracy[name].mean(axis=1), cell_type_colour(kind, context.dark))
            for name, kind in kinds.items()
        ],
        title=said["recall_title"],
        across=said["distance"],
        up=said["recall"],
        dark=context.dark,
    )

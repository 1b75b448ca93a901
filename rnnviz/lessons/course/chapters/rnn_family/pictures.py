"""The figures and tables of the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.cells.substitute import MINUS
from rnnviz.figures import Curve, curves
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.rnn_family import calls, diary, members
from rnnviz.lessons.course.chapters.rnn_family.diagrams import family

_LOWER = 310
"""Pixels of a figure with a slider: all of it has room on one screen."""


def diagrams(context: Context) -> go.Figure:
    """The family, the chosen member outlined."""
    return family(context.said, context.values["kind"], context.dark)


def measured(context: Context) -> Sequence[Sequence[str]]:
    """Parameters and path lengths of every member."""
    said, back = context.said, context.values["back"]
    rows = [
        (
            said[f"kind-{kind}"],
            str(each.parameters),
            str(each.paths[back]),
            f"{each.influence[back]:.1g}".replace("-", MINUS),
        )
        for kind, each in members.found().items()
    ]
    return (("", said["parameters"], said["path"], said["influence_of"]), *rows)


def influence(context: Context) -> go.Figure:
    """How an input of long ago acts on the output, member by member."""
    said = context.said
    return curves(
        np.arange(members.LONGEST + 1),
        [
            Curve(said[f"kind-{kind}"], members.found()[kind].influence)
            for kind in ("plain", "transition", "skip", "stack")
        ],
        title=said["influence_title"],
        height=_LOWER,
        across=said["steps_back"],
        up=said["influence"],
        logarithmic="y",
        at=context.values["back"],
        dark=context.dark,
    )


def entries(context: Context) -> go.Figure:
    """What is left of two entries of a diary."""
    said = context.said
    c = diary.diary(float(context.values["half"])).c
    assert c is not None
    return curves(
        np.arange(diary.AGO + 1),
        [
            Curve(said["jackpot"].format(years=diary.JACKPOT_YEARS), 100 * c[0, 0, :, 0, 0], "cell_state"),
            Curve(said["supper"].format(half=context.values["half"]), 100 * c[0, 0, :, 0, 1], "hidden_state"),
        ],
        title=said["diary_title"],
        height=_LOWER,
        across=said["days"],
        up=said["left"],
        dark=context.dark,
    )


def states(context: Context) -> Sequence[Sequence[str]]:
    """What c is after calls with and without the state."""
    said = context.said
    _, same, apart = calls.calls()
    rows = [(said[f"call_{name}"], f"{value:.2g}") for name, value in apart.items()]
    return ((said["call"], said["c_apart"]), *rows, (said["weights_after"], said["same"] if same else said["changed"]))

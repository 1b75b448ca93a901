"""What is drawn in the lesson."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, unrolled
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.elman_and_jordan import runs
from rnnviz.lessons.course.chapters.input_output_patterns.runs import written

_COLOURS = {"Elman": "hidden_state", "Jordan": "readout"}
"""What each of them feeds back."""


def facts(context: Context) -> Sequence[Sequence[str]]:
    """The two networks in a few words; their sizes are counted."""
    said = context.said
    elman, jordan = runs.both(runs.FEATURES, runs.UNITS, runs.OUTPUTS)
    fed = (elman.from_hidden.weight, jordan.from_output.weight)
    return (
        ("", "Elman", "Jordan"),
        (said["year"], "1990", "1986"),
        (said["goes_back"], said["hidden_goes"], said["output_goes"]),
        (said["numbers_back"], *(str(weight.shape[1]) for weight in fed)),
        (said["matrix"], *(f"{name} {tuple(w.shape)}" for name, w in zip(("W_hh", "W_yh"), fed, strict=True))),
        (said["range"], said["from_tanh"], said["linear"]),
    )


def recalled(context: Context) -> go.Figure:
    """What the hidden units still hold of earlier inputs."""
    said = context.said
    shares = runs.recalled(int(context.values["outputs"]))
    return curves(
        range(runs.BACK + 1),
        [Curve(name, 100 * each, _COLOURS[name]) for name, each in zip(_COLOURS, shares, strict=True)],
        title=said["recalled_title"],
        across=said["steps_back"],
        up=said["found_again"],
        height=340,
        dark=context.dark,
    )


def disturbance(context: Context) -> go.Figure:
    """How a disturbance dies away."""
    said = context.said
    left = runs.disturbance(context.values["gain"])
    return curves(
        range(len(left[0])),
        [Curve(name, 100 * each, _COLOURS[name]) for name, each in zip(_COLOURS, left, strict=True)],
        title=said["disturbance_title"],
        across=said["steps_after"],
        up=said["still_there"],
        height=340,
        dark=context.dark,
    )


def fed_back(context: Context) -> go.Figure:
    """The largest number that is fed back."""
    said = context.said
    h, y = runs.fed_back(context.values["gain"])
    return curves(
        range(runs.STEPS),
        [Curve("Elman: h", h, "hidden_state"), Curve("Jordan: y", y, "readout")],
        title=said["fed_back_title"],
        across="t",
        up=said["magnitude"],
        height=300,
        dark=context.dark,
    )


def both_ways(context: Context) -> go.Figure:
    """A network that gets back its state and its output."""
    rec, text = written()
    return unrolled(
        rec,
        pattern="one-to-many",
        outputs=text,
        fed_back=True,
        start=-1,
        dark=context.dark,
        words=context.words,
    )

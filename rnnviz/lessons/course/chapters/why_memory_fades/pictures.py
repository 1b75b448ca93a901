"""The figures of the lesson."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, curves
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.why_memory_fades import echo, fresh, gated, leak, plain

PRODUCTS = (1, 3, 8)
"""Steps whose Jacobians are multiplied."""

_LOWER = 310
"""Pixels of a figure with a slider and a button: all of it has room on one screen."""

_FIRST = 20
_SHOWN = 4
"""Units of which the Jacobians are drawn."""


def _positive(values: np.ndarray) -> np.ndarray:
    """A scale by powers of ten has no place for 0."""
    return np.where(values > 0, values, np.nan)


def apart(context: Context) -> go.Figure:
    """How far two runs are apart that began with another word."""
    said, found = context.said, plain.apart(context.values["radius"])
    return curves(
        np.arange(len(found)),
        [Curve(said["apart"], _positive(found))],
        title=said["apart_title"],
        height=_LOWER,
        across="t",
        up=said["apart"],
        logarithmic="y",
        dark=context.dark,
    )


def products(context: Context) -> go.Figure:
    """The Jacobian of one step, and products of several."""
    said, radius = context.said, context.values["radius"]
    sheets = [
        Sheet(said["product_of"].format(count=count), _corner(plain.jacobian(radius, _FIRST, count)), "neutral")
        for count in PRODUCTS
    ]
    return compared_heatmaps(
        sheets,
        title=said["products_title"].format(count=_SHOWN),
        down=said["unit_after"],
        across=said["unit_before"],
        dark=context.dark,
    )


def _corner(matrix: np.ndarray) -> np.ndarray:
    return matrix[:_SHOWN, :_SHOWN]


def influence(context: Context) -> go.Figure:
    """The influence of earlier states on the last one, for several spectral radii."""
    said, chosen = context.said, context.values["radius"]
    radii = sorted({0.5, 1.0, 1.5, chosen})
    lines = [Curve(said["radius_of"].format(radius=radius), _positive(plain.influence(radius))) for radius in radii]
    return curves(
        np.arange(plain.STEPS + 1),
        lines,
        title=said["influence_title"],
        height=_LOWER,
        across=said["back"],
        up=said["influence"],
        logarithmic="y",
        dark=context.dark,
    )


def weights(context: Context) -> go.Figure:
    """Weights and influence over the same steps."""
    said, radius = context.said, context.values["radius"]
    found = plain.influence(radius)
    size = float(plain.network(radius).weight_hh_l0.detach().norm())
    return curves(
        np.arange(len(found)),
        [
            Curve(said["weights"], np.full(len(found), size), "forget"),
            Curve(said["influence"], _positive(found), "hidden_state"),
        ],
        title=said["weights_title"],
        height=_LOWER,
        across=said["back"],
        up=said["size"],
        logarithmic="y",
        dark=context.dark,
    )


def pulse(context: Context) -> go.Figure:
    """What leaky units make of a pulse."""
    said = context.said
    alphas = sorted({context.values["alpha"], *leak.OTHERS}, reverse=True)
    return curves(
        np.arange(leak.STEPS),
        [Curve(f"α = {alpha:g}", leak.response(alpha)) for alpha in alphas],
        title=said["pulse_title"].format(t=leak.PULSE),
        height=_LOWER,
        across="t",
        up="h",
        dark=context.dark,
    )


def recall(context: Context) -> go.Figure:
    """How well an echo state network gives back inputs of long ago."""
    said, radius = context.said, context.values["echo"]
    return curves(
        np.arange(echo.LONGEST + 1),
        [Curve(said["radius_of"].format(radius=each), echo.echo(each).recall) for each in sorted({0.3, 1.5, radius})],
        title=said["recall_title"],
        height=_LOWER,
        across=said["delay"],
        up=said["recall"],
        dark=context.dark,
    )


def gates(context: Context) -> go.Figure:
    """A gate that holds and lets go, beside a leak that always leaks."""
    said, rec = context.said, gated.run()
    c = rec.c
    assert c is not None
    return curves(
        np.arange(gated.STEPS),
        [
            Curve(f"f {said['gate']}", rec.gate("forget")[0, 0, :, 0, 0], "forget"),
            Curve(f"i {said['gate']}", rec.gate("input")[0, 0, :, 0, 0], "input"),
            Curve("c", c[0, 0, :, 0, 0], "cell_state"),
            Curve(said["leak"], np.full(gated.STEPS, 1 - context.values["alpha"]), "hidden_state"),
        ],
        title=said["gates_title"],
        height=_LOWER,
        across="t",
        up=said["value"],
        dark=context.dark,
    )


def untrained(context: Context) -> go.Figure:
    """How far back the gradient reaches in LSTMs that nobody has trained."""
    said, found = context.said, fresh.reached(context.values["bias"])
    return curves(
        np.arange(fresh.STEPS + 1),
        [Curve(said["seed"].format(seed=seed), _positive(line)) for seed, line in enumerate(found)],
        title=said["fresh_title"],
        height=_LOWER,
        across=said["back"],
        up=said["slope"],
        logarithmic="y",
        dark=context.dark,
    )

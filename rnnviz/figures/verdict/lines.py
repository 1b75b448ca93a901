"""Lines over one axis: steps of training, time steps, sizes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict.look import dressed, signed_name
from rnnviz.theme import Verdict, verdict_colour

_DASHES: dict[Verdict, str] = {"wrong": "dash", "right": "solid", "neutral": "dot"}
_SYMBOLS: dict[Verdict, str] = {"wrong": "x", "right": "circle", "neutral": "diamond"}
_MOST_MARKERS = 60


@dataclass(frozen=True, eq=False)
class Line:
    """One line: its name, its values, whether it is what people do or what is right."""

    name: str
    values: Sequence[float]
    verdict: Verdict


def compared_lines(
    x: Sequence[float],
    lines: Sequence[Line],
    *,
    title: str,
    across: str,
    up: str,
    logarithmic: bool = False,
    dark: bool = False,
) -> go.Figure:
    """Lines over the same positions ``x``; ``across`` and ``up`` name the axes."""
    figure = go.Figure()
    for line in lines:
        few = len(line.values) <= _MOST_MARKERS
        figure.add_trace(
            go.Scatter(
                x=np.asarray(x, dtype=np.float32)[: len(line.values)],
                y=np.asarray(line.values, dtype=np.float32),
                name=signed_name(line.name, line.verdict),
                mode="lines+markers" if few else "lines",
                line={"color": verdict_colour(line.verdict, dark), "width": 3, "dash": _DASHES[line.verdict]},
                marker={"symbol": _SYMBOLS[line.verdict], "size": 8},
                hovertemplate="%{x}: %{y:.4g}<extra>%{fullData.name}</extra>",
            )
        )
    figure.update_xaxes(title_text=across)
    figure.update_yaxes(
        title_text=up, type="log" if logarithmic else "linear", exponentformat="power", dtick=1 if logarithmic else None
    )
    return dressed(figure, title=title, height=340, dark=dark)

"""Lines over one axis, each with a name: what grows, what falls, what is measured."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.scale import round_step
from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import LINE_COLOURS, LINE_DASHES, colour_of, pixels

_MOST_MARKERS = 40

_MOST_POWERS = 8
"""Ticks that have room on an axis by powers of ten."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One line: its name and its values, one for each position; NaN leaves a gap.

    ``colour`` is a key of `rnnviz.theme.colour_of` where the line stands for a gate or a state, or "#rrggbb".
    """

    name: str
    values: Sequence[float] | np.ndarray
    colour: str | None = None


def curves(
    x: Sequence[float] | np.ndarray,
    lines: Sequence[Curve],
    *,
    title: str,
    across: str,
    up: str,
    notes: Sequence[str] = (),
    labels: Sequence[str] | None = None,
    logarithmic: str = "",
    at: float | None = None,
    height: int = 380,
    dark: bool = False,
) -> go.Figure:
    """Lines over the positions ``x``; ``across`` and ``up`` name the axes.

    Args:
        x: positions.
        lines: one value for each position.
        title: what is shown.
        across: name of the axis of positions.
        up: name of the axis of values.
        notes: sentences under the title.
        labels: of the positions, in their place; from outside or not, they are escaped.
        logarithmic: the axes by powers of ten: "x", "y" or "xy".
        at: a position to mark.
        height: of the figure (pixels).
        dark: whether the page is dark.
    """
    figure = go.Figure()
    for number, line in enumerate(lines):
        key = line.colour or LINE_COLOURS[number % len(LINE_COLOURS)]
        few = len(x) <= _MOST_MARKERS
        figure.add_trace(
            go.Scatter(
                x=np.asarray(x, dtype=np.float64),
                y=np.asarray(line.values, dtype=np.float64),
                name=html.escape(line.name, quote=False),
                mode="lines+markers" if few else "lines",
                line={
                    "color": key if key.startswith("#") else colour_of(key, dark).fill,
                    "width": 3,
                    "dash": LINE_DASHES[number % len(LINE_DASHES)],
                },
                marker={"size": 7},
                hovertemplate="%{y:.4g}",
            )
        )
    ends = {"x": np.asarray(x, dtype=np.float64), "y": np.concatenate([np.asarray(each.values) for each in lines])}
    axes = {side: _by_powers(ends[side]) if side in logarithmic else {} for side in "xy"}
    figure.update_xaxes(title_text=html.escape(across, quote=False), **axes["x"])
    figure.update_yaxes(title_text=html.escape(up, quote=False), **axes["y"])
    if labels is not None:
        texts = [html.escape(label, quote=False) for label in labels]
        figure.update_xaxes(tickmode="array", tickvals=list(x), ticktext=texts)
    if at is not None:
        figure.add_vline(x=at, line={"color": colour_of("neutral", dark).fill, "width": 2, "dash": "dot"})
    dressed(figure, title=title, height=height, dark=dark, top=96 if notes else 84)
    said = " · ".join(html.escape(note, quote=False) for note in notes)
    figure.layout.title.subtitle = {"text": said, "font": {"size": pixels("small")}}
    return figure.update_layout(hovermode="x unified", showlegend=len(lines) > 1)


def _by_powers(values: np.ndarray) -> dict[str, object]:
    """An axis by powers of ten, with a tick for each, or for some of many."""
    shown = values[np.isfinite(values) & (values > 0)]
    powers = float(np.log10(shown.max() / shown.min())) if len(shown) else 0.0
    return {"type": "log", "exponentformat": "power", "dtick": round_step(powers / _MOST_POWERS)}

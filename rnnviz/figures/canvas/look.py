"""The look that all drawings share: title, notes under it on as many lines as they need, no axes."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.canvas.pieces import pieces
from rnnviz.figures.canvas.trace import Trace
from rnnviz.figures.frame import set_each, template
from rnnviz.theme import pixels

_LINE = 18
"""Pixels of a line of notes."""


def drawn(
    figure: go.Figure,
    *,
    title: str,
    notes: Sequence[str],
    height: float,
    dark: bool,
    left: int = 24,
    right: int = 24,
    bottom: int = 24,
    axes: bool = False,
) -> go.Figure:
    """Give a drawing its title (short enough for one line) and notes, both Plotly markup, and margins.

    ``height`` is in pixels, of the drawing alone. Its axes run over places, not values: they are not seen unless they
    have ticks. With ``axes`` they are axes like those of any figure.
    """
    small = pixels("small")
    lines = [line for note in notes for line in pieces(note)]
    top = 52 + _LINE * len(lines)
    whole = round(height) + top + bottom
    look = {
        "template": template(dark),
        "height": whole,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "font": {"size": small},
        "title": {
            "text": title,
            "font": {"size": pixels("large")},
            "subtitle": {"text": "<br>".join(lines), "font": {"size": small}},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1 - 8 / whole,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 12},
        },
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"font": {"size": pixels("body")}},
    }
    set_each([figure.layout], look)
    unseen = {"showgrid": False, "zeroline": False, "showline": False, "ticks": ""}
    axis = {"fixedrange": True, **({} if axes else unseen)}
    letters = {"tickfont": {"size": small}, "title_font": {"size": small}, "automargin": False}
    for one in (*figure.select_xaxes(), *figure.select_yaxes()):
        set_each([one], {**axis, **letters, "showticklabels": axes or one.tickvals is not None})
    return figure


def labels(
    places: Sequence[tuple[float, float]],
    texts: Sequence[str],
    *,
    colours: Sequence[str] | str | None = None,
    size: int | None = None,
    anchor: str = "middle center",
    name: str = "labels",
) -> Trace:
    """Texts (Plotly markup) at places (x, y); without ``colours``, in that of the page's text."""
    font: dict[str, object] = {"size": size or pixels("small")}
    if colours is not None:
        font["color"] = colours if isinstance(colours, str) else list(colours)
    return {
        "type": "scatter",
        "x": np.array([x for x, _ in places], dtype=np.float32),
        "y": np.array([y for _, y in places], dtype=np.float32),
        "text": list(texts),
        "mode": "text",
        "textposition": anchor,
        "textfont": font,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": name,
    }

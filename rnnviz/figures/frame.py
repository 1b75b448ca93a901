"""What all figures have in common: type, colours of the page, title, cursor, the time axis.

Colours of text, grid and page are in the template only. So ``st.plotly_chart``, whose own theme overrides the
template, makes them follow the app's theme at once; anywhere else the figure brings its own page, light or dark. Type
sizes are in the layout, where no theme touches them.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import plotly.graph_objects as go

from rnnviz.figures.outside_text import shown, width
from rnnviz.figures.scale import round_step
from rnnviz.recorder import Track
from rnnviz.theme import FONT, page_colours, pixels
from rnnviz.words import Translation

MARGINS = {"l": 72, "r": 276, "t": 72, "b": 68, "pad": 0}
"""Pixels around the plot, the same for all figures, so that time axes below each other line up."""

_COLUMNS = 150
"""Characters that fit below the narrowest figure the app shows."""


@cache
def template(dark: bool) -> go.layout.Template:
    """Colours and font of the page."""
    page = page_colours(dark)
    axis = {"gridcolor": page.border, "zerolinecolor": page.muted, "linecolor": page.muted, "tickcolor": page.muted}
    return go.layout.Template(
        layout={
            "font": {"color": page.text, "family": FONT},
            "paper_bgcolor": page.page,
            "plot_bgcolor": page.page,
            "hoverlabel": {"bgcolor": page.surface, "font": {"color": page.text}, "bordercolor": page.border},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def finish(figure: go.Figure, *, title: str, notes: list[str], height: int, dark: bool) -> go.Figure:
    """Give a figure its title, a line of notes under it, its height (pixels of the plot alone) and the house's type.

    ``title`` and ``notes`` are Plotly markup: what comes from outside has been through `shown`.
    """
    small, body = pixels("small"), pixels("body")
    whole = height + MARGINS["t"] + MARGINS["b"]
    look = {
        "template": template(dark),
        "height": whole,
        "margin": MARGINS,
        "font": {"size": small},
        "title": {
            "text": title,
            "font": {"size": pixels("large")},
            "subtitle": {"text": " · ".join(notes), "font": {"size": small}},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1 - 8 / whole,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 0},
        },
        "legend": {
            "font": {"size": body},
            "x": 1.015,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "tracegroupgap": 0,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "hovermode": "closest",
        # Whatever is clicked, the nearest value answers.
        "hoverdistance": -1,
        "dragmode": False,
        "hoverlabel": {"font": {"size": body}},
    }
    set_each([figure.layout], look)
    letters = {"title_font": {"size": body}, "automargin": False}
    set_each(figure.select_xaxes(), {"tickfont": {"size": body}, "title_standoff": 8, **letters})
    set_each(figure.select_yaxes(), {"tickfont": {"size": small}, "title_standoff": 6, "fixedrange": True, **letters})
    return figure


def set_each(parts: Iterable[Any], look: Mapping[str, object]) -> None:
    """Give parts of a figure their look, one setting after the other.

    update_layout() and update_xaxes() write down every single change of a figure first, and take longer than all the
    rest of it.
    """
    for part in parts:
        for name, value in look.items():
            part[name] = value


def time_axis(figure: go.Figure, track: Track, words: Translation, columns: int = _COLUMNS) -> None:
    """The positions of the input along x, each with its label where there is room for it: ``columns`` characters."""
    _ = words
    length = len(track)
    # Of a recording without labels there may be many thousands of positions, and nothing to measure.
    labels = [shown(track.label(t) or "") for t in range(length)] if track.recording.labels else []
    widest = max([width(html.unescape(label)) for label in labels] + [len(str(length - 1))])
    ticks = list(range(0, length, round_step(length * (widest + 1) / columns)))
    if track.reverse:
        title = _("t, position in the input ← read from right to left: the previous state is at t+1")
    else:
        title = _("t, position in the input")
    look = {
        "range": [-0.5, length - 0.5],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{labels[t]}<br>{t}" if track.recording.labels else str(t) for t in ticks],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
    }
    set_each(figure.select_xaxes(), look)
    bottom = max(figure.select_xaxes(), key=lambda axis: len(axis.plotly_name) * 10 + int(axis.plotly_name[5:] or 1))
    bottom.title.text = title


def cursor(figure: go.Figure, at: int | None, *, dark: bool) -> None:
    """Mark the time step that is looked at, over the whole height: an outline that shows on every colour."""
    if at is None:
        return
    page = page_colours(dark)
    for colour, line_width in (("#000000", 5), (page.highlight, 3)):
        mark_position(figure, at, "cursor", line={"color": colour, "width": line_width}, layer="above")


def mark_position(figure: go.Figure, at: int, name: str, **look: object) -> None:
    """Draw a rectangle around one position of the x axis, over the whole height."""
    figure.add_shape(type="rect", xref="x", yref="paper", x0=at - 0.5, x1=at + 0.5, y0=0, y1=1, name=name, **look)


def description(figure: go.Figure) -> str:
    """Title and notes of a figure as plain text: its accessible name.

    >>> description(go.Figure(layout={"title": {"text": "f &lt; 1", "subtitle": {"text": "<b>layer 0</b>"}}}))
    'f < 1. layer 0'
    """
    title = figure.layout.title
    parts = [text for text in (title.text, title.subtitle.text) if text]
    return html.unescape(re.sub(r"<[^>]*>", "", ". ".join(parts)))

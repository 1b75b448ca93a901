"""Watch expressions over time."""

import html
from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.analysis.ends import ends
from rnnviz.cells.substitute import number
from rnnviz.figures.frame import cursor, finish, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.place import check_time, place_words
from rnnviz.figures.reduction import reduction_note
from rnnviz.recorder import Track
from rnnviz.theme import MISSING, colour_of
from rnnviz.words import Translation

_COLOURS = ("candidate", "forget", "readout", "output", "cell_state", "hidden_state", "x")
_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up")
_MOST_MARKERS = 60
_LONGEST = 40
_COLUMNS = 60
"""Characters that fit below it where it is narrowest, on half of a page."""


def watched(
    track: Track,
    lines: Mapping[str, Float[np.ndarray, " length"]],
    *,
    at: int | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """One line for each expression, by position in the input.

    ``lines`` are the values of each expression, by what the legend is to say of it, as `rnnviz.evaluate` gives them.
    What is NaN or infinite is left out, marked at the lower edge and counted. Points carry (t, -1) for `clicked_place`.

    Raises:
        PlaceError: there is no such time step.
    """
    _ = words
    check_time(at, len(track))
    limit = round_up(largest(*lines.values()), slack=ROUNDING) if lines else 1.0
    least = min((float(values[~missing(values)].min(initial=0.0)) for values in lines.values()), default=0.0)
    # Around 0 where something lies below it; else from 0 up.
    low = -limit if least < 0 else 0.0
    figure = go.Figure()
    for order, (name, values) in enumerate(lines.items()):
        figure.add_trace(_line(name, values, order, at))
    edge = low - 0.04 * (limit - low)
    figure.add_trace(_missing_marks(lines, edge))
    figure.update_yaxes(range=[low - 0.07 * (limit - low), 1.07 * limit], title_text=_("value"))
    time_axis(figure, track, words, _COLUMNS)
    cursor(figure, at, dark=dark)
    count = sum(int(missing(values).sum()) for values in lines.values())
    notes = [place_words(track, words), *reduction_note(len(track), words), *missing_note(count, words)]
    finish(figure, title=_("Watched over time"), notes=notes, height=240, dark=dark)
    # It stands beside another panel: the legend below leaves the width to the lines.
    below = 26 * len(lines) + 8
    figure.layout.height += below
    figure.layout.margin.b += below
    figure.layout.margin.r = 16
    bottom = -(figure.layout.margin.b - below) / 240
    figure.layout.legend.update(orientation="h", entrywidthmode="fraction", entrywidth=1, x=0, y=bottom, yanchor="top")
    return figure.update_layout(hovermode="x unified", showlegend=True)


def _label(name: str) -> str:
    """What is written, as a Plotly label that shows exactly this; the legend has room for so much of it."""
    cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return html.escape(cut, quote=False).replace("$", "&#36;")


def _line(name: str, values: np.ndarray, order: int, at: int | None) -> go.Scatter:
    label = _label(name)
    drawn = np.where(missing(values), np.nan, values)
    x = ends(drawn).astype(np.int32)
    few = len(x) <= _MOST_MARKERS
    marker = {"symbol": _SYMBOLS[order % len(_SYMBOLS)], "size": 9, "opacity": 1 if few else 0}
    return go.Scatter(
        x=x,
        y=drawn[x].astype(np.float32),
        name=label if at is None else f"{label} = {number(float(values[at]))}",
        mode="lines+markers" if few or order == 0 else "lines",
        line={
            "color": colour_of(_COLOURS[order % len(_COLOURS)]).fill,
            "width": 3 if few else 1.5,
            "dash": _DASHES[order // len(_COLOURS) % len(_DASHES)],
        },
        marker=marker,
        selected={"marker": {"opacity": marker["opacity"]}},
        unselected={"marker": {"opacity": marker["opacity"]}},
        customdata=np.stack([x, np.full(len(x), -1)], axis=1).astype(np.int32),
        hovertemplate=f"{label} = %{{y:.4f}}<extra></extra>",
    )


def _missing_marks(lines: Mapping[str, np.ndarray], edge: float) -> go.Scatter:
    """A cross at the lower edge for every number that is none."""
    places = [(t, name) for name, values in lines.items() for t in np.flatnonzero(missing(values))[:_MOST_MARKERS]]
    return go.Scatter(
        x=np.array([t for t, _ in places], dtype=np.int32),
        y=np.full(len(places), edge, dtype=np.float32),
        text=[f"{_label(name)}: {lines[name][t]}" for t, name in places],
        mode="markers",
        name="missing",
        showlegend=False,
        marker={"symbol": "x", "size": 12, "color": MISSING},
        hovertemplate="%{text}<extra></extra>",
    )

"""Matrices side by side, on one colour scale."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Shaped
from plotly.subplots import make_subplots

from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.figures.scale import round_step
from rnnviz.figures.verdict.look import dressed, short, signed_name
from rnnviz.theme import RGB, Range, Verdict, pixels, ramp_of, text_on

_MOST_TICKS = 16
_MOST_NUMBERS = 60
"""Cells of one matrix that still have room for their numbers."""

_MOST_LETTERS = 96
"""Letters of numbers that have room side by side in a figure."""

_GAP = 12
"""Letters that the room between two matrices would hold."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One matrix with the names of its rows and columns."""

    name: str
    values: Shaped[np.ndarray, "rows columns"]
    verdict: Verdict
    rows: Sequence[str] | None = None
    columns: Sequence[str] | None = None


def compared_heatmaps(
    sheets: Sequence[Sheet],
    *,
    title: str,
    down: str,
    across: str,
    value_range: Range = "signed",
    dark: bool = False,
) -> go.Figure:
    """Matrices side by side; ``down`` and ``across`` name their axes, the first row is on top.

    ``value_range`` is "unit" for values from 0 to 1, "signed" for values around 0.
    """
    names = [signed_name(sheet.name, sheet.verdict) for sheet in sheets]
    figure = make_subplots(rows=1, cols=len(sheets), subplot_titles=names, horizontal_spacing=0.1)
    limit = round_up(largest(*(sheet.values for sheet in sheets)), slack=ROUNDING)
    low, high = (0.0, 1.0) if value_range == "unit" else (-limit, limit)
    scale = [(place, colour) for place, colour in ramp_of(value_range).stops()]
    written = _have_room([np.asarray(sheet.values, dtype=np.float32) for sheet in sheets])
    for column, sheet in enumerate(sheets, start=1):
        values = np.asarray(sheet.values, dtype=np.float32)
        rows, columns = _named(sheet.rows, values.shape[0]), _named(sheet.columns, values.shape[1])
        figure.add_trace(
            go.Heatmap(
                z=values,
                zmin=low,
                zmax=high,
                colorscale=scale,
                showscale=column == len(sheets),
                colorbar={"thickness": 12, "tickvals": [low, (low + high) / 2, high]},
                xgap=1,
                ygap=1,
                customdata=np.stack(np.meshgrid(columns, rows), axis=-1),
                hovertemplate=f"{down} %{{customdata[1]}}, {across} %{{customdata[0]}}: %{{z:.4g}}<extra></extra>",
            ),
            row=1,
            col=column,
        )
        if written and values.size <= _MOST_NUMBERS:
            for ink in ("#000000", "#FFFFFF"):
                figure.add_trace(_numbers(values, ink, (low, high), value_range), row=1, col=column)
        # Names as texts over numbered places: an axis of categories would take a name such as "2" for a place.
        figure.update_xaxes(title_text=across, showgrid=False, zeroline=False, row=1, col=column, **_ticks(columns))
        figure.update_yaxes(
            title_text=down if column == 1 else "",
            autorange="reversed",
            showgrid=False,
            zeroline=False,
            row=1,
            col=column,
            # Beside each other, the same names are read at the first.
            showticklabels=column == 1 or sheet.rows != sheets[0].rows,
            **_ticks(rows),
        )
    most = max(len(sheet.values) for sheet in sheets)
    figure = dressed(figure, title=title, height=min(480, 180 + 30 * most), dark=dark, top=72)
    return figure.update_layout(margin_r=72)


def _have_room(matrices: Sequence[np.ndarray]) -> bool:
    """Whether the numbers of all matrices have room beside each other."""
    small = [matrix for matrix in matrices if 0 < matrix.size <= _MOST_NUMBERS]
    letters: list[int] = [matrix.shape[1] * max(len(short(float(value))) for value in matrix.flat) for matrix in small]
    return sum(letters) + _GAP * (len(matrices) - 1) <= _MOST_LETTERS


def _named(names: Sequence[str] | None, count: int) -> list[str]:
    return [html.escape(name, quote=False) for name in names] if names else [str(place) for place in range(count)]


def _ticks(names: Sequence[str]) -> dict[str, object]:
    """A tick for each name, or for some of many."""
    places = list(range(0, len(names), round_step(len(names) / _MOST_TICKS)))
    return {"tickmode": "array", "tickvals": places, "ticktext": [names[place] for place in places]}


def _numbers(values: np.ndarray, ink: str, ends: tuple[float, float], value_range: Range) -> go.Scatter:
    """The numbers of the cells on which this ink reads best."""
    low, high = ends
    ramp = ramp_of(value_range)

    def ground(value: float) -> RGB:
        return ramp.at((value - low) / (high - low)) if np.isfinite(value) else (255, 255, 255)

    places = [(row, place) for (row, place), value in np.ndenumerate(values) if text_on(ground(float(value))) == ink]
    return go.Scatter(
        x=np.array([place for _, place in places], dtype=np.int32),
        y=np.array([row for row, _ in places], dtype=np.int32),
        text=[short(float(values[place])) for place in places],
        mode="text",
        textfont={"size": pixels("small") - 1, "color": ink},
        hoverinfo="skip",
        showlegend=False,
    )

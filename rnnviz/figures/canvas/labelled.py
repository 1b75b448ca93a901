"""One matrix with names at its rows and columns."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.cells.substitute import number
from rnnviz.figures.canvas.grid import Grid, Scale, cells, numbers
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.canvas.look import drawn
from rnnviz.figures.frame import set_each
from rnnviz.figures.outside_text import shown, width

_MOST_COLUMNS = 12
"""Columns of a matrix whose boxes still have room for numbers."""
_LETTERS = 56
"""Letters of all columns' names that fit side by side where the figure is narrowest."""


def labelled(
    values: np.ndarray,
    scale: Scale,
    *,
    columns: Sequence[str],
    rows: Sequence[str],
    across: str,
    down: str,
    title: str,
    notes: Sequence[str],
    between: str,
    dark: bool,
) -> go.Figure:
    """A heatmap with the first row on top, and numbers where they fit.

    The names of ``columns`` and ``rows`` come from outside and are escaped; ``across`` and ``down`` name the axes;
    ``between`` stands between two names where the mouse tells a value.
    """
    count, size = values.shape
    grid = Grid.at(values, 0.0, float(count))
    below, beside = [shown(text) for text in columns], [shown(text) for text in rows]
    said = [
        [f"{row} {between} {column}: {number(float(values[y, x]))}" for x, column in enumerate(below)]
        for y, row in enumerate(beside)
    ]
    traces = cells(grid, scale, np.array(said, dtype=object), "values")
    if size <= _MOST_COLUMNS:
        traces.append(numbers([grid], scale))
    figure = go.Figure([*traces, legend(scale)])
    widest = min(max(width(text) for text in columns), 12)
    # Names that do not fit beside each other are turned.
    turned = widest * size > _LETTERS
    x_axis = {
        "range": [0, size],
        "tickmode": "array",
        "tickvals": np.arange(size) + 0.5,
        "ticktext": below,
        "tickangle": -60 if turned else 0,
        "title_text": across,
    }
    y_axis = {
        "range": [0, count],
        "tickmode": "array",
        "tickvals": count - np.arange(count) - 0.5,
        "ticktext": beside,
        "ticklabelstandoff": 5,
        "title_text": down,
    }
    set_each([figure.layout.xaxis], x_axis)
    set_each([figure.layout.yaxis], y_axis)
    return drawn(
        figure,
        title=title,
        notes=notes,
        height=max((32 if count <= 16 else 20) * count, 60),
        dark=dark,
        left=(50 if down else 24) + 9 * min(max(width(text) for text in rows), 12),
        right=60,
        bottom=(60 if across else 36) + (9 * widest if turned else 0),
    )

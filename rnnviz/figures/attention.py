"""Which source positions a target position looks at, and how much."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.cells.substitute import number
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Grid, Scale, cells, drawn, numbers
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown, width
from rnnviz.words import N_, Translation

_MOST_COLUMNS = 12
"""Columns of a matrix whose boxes still have room for numbers."""
MAX_ATTENDED = 64


def attention_map(
    weights: Float[np.ndarray, "targets sources"],
    source: Sequence[str],
    target: Sequence[str],
    *,
    across: str = "",
    down: str = "",
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Attention weights, from 0 to 1: a row for each target position, a column for each source position.

    ``source`` and ``target`` are texts from outside, one for each; a single row is fine. ``across`` and ``down`` name
    the axes where they are other things than source and target.

    Raises:
        ArgumentError: there are more or fewer texts than positions, or more than 64 of either.
    """
    if weights.shape != (len(target), len(source)) or not weights.size or max(weights.shape) > MAX_ATTENDED:
        raise ArgumentError(
            "attention-shape",
            N_("weights must be ({targets}, {sources}), at most {most} each way, got {got}."),
            targets=len(target),
            sources=len(source),
            most=MAX_ATTENDED,
            got=tuple(weights.shape),
        )
    _ = words
    rows, columns = weights.shape
    scale = Scale(0.0, 1.0, "unit")
    grid = Grid.at(weights, 0.0, float(rows))
    below, beside = [shown(text) for text in source], [shown(text) for text in target]
    hover = np.array(
        [
            [f"{row} ← {column}: {number(float(weights[y, x]))}" for x, column in enumerate(below)]
            for y, row in enumerate(beside)
        ],
        dtype=object,
    )
    figure = go.Figure()
    figure.add_traces(cells(grid, scale, hover, "weights"))
    if columns <= _MOST_COLUMNS:
        figure.add_trace(numbers([grid], scale))
    figure.add_trace(legend(scale))
    # Labels that do not fit beside each other are turned.
    longest = max(width(text) for text in source)
    turned = longest * columns > 56
    figure.update_xaxes(
        range=[0, columns],
        tickmode="array",
        tickvals=np.arange(columns) + 0.5,
        ticktext=below,
        tickangle=-60 if turned else 0,
        title_text=across or _("source"),
    )
    figure.update_yaxes(
        range=[0, rows],
        tickmode="array",
        tickvals=rows - np.arange(rows) - 0.5,
        ticktext=beside,
        ticklabelstandoff=5,
        title_text=down or _("target"),
    )
    row = 32 if rows <= 16 else 20
    notes = [_("each row sums to 1 where the weights come from a softmax over the source")]
    notes += missing_note(int(missing(weights).sum()), words)
    return drawn(
        figure,
        title=_("Where each target position looks"),
        notes=notes,
        height=max(row * rows, 60),
        dark=dark,
        left=50 + 9 * min(max(width(text) for text in target), 12),
        right=60,
        bottom=60 + (9 * min(longest, 12) if turned else 0),
    )

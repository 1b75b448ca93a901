"""An embedding: a one-hot matrix times a table is the rows of the table picked out."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from rnnviz.analysis import largest, round_up
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Arrow, Scale, arrows, drawn, labels, outlines
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.canvas.product import SIGN, Factor, digits_for, place, row
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown, width
from rnnviz.theme import page_colours, pixels
from rnnviz.words import N_, Translation

MAX_WORDS = 12
"""Rows of a table, and words that are looked up."""
_FEATURES = 5
"""Columns of a table that there is room for."""
_LETTERS = 8
"""Letters of a word."""
_PIXELS = 600
"""Pixels of all matrices side by side where the figure is narrowest."""


def look_up(
    table: Float[np.ndarray, "vocabulary features"],
    indices: Int[np.ndarray, " count"],
    vocabulary: Sequence[str],
    *,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """One-hot rows times a table, and what comes of it: the rows of the table at ``indices``.

    ``vocabulary`` names the rows of the table, with texts from outside. Of a wide table the first 5 columns are drawn.

    Raises:
        ArgumentError: the vocabulary or the indices are more than 12, none, or do not fit the table.
    """
    size = len(table)
    fits = 0 < size <= MAX_WORDS and 0 < len(indices) <= MAX_WORDS and len(vocabulary) == size
    if not fits or not np.isin(indices, np.arange(size)).all():
        raise ArgumentError(
            "look-up-size",
            N_("A table of 1 to {most} named words can be shown, and up to {most} indices from 0 to {last}."),
            most=MAX_WORDS,
            last=size - 1,
        )
    _ = words
    seen = table[:, :_FEATURES].astype(np.float64)
    one_hot = np.eye(size)[indices]
    factors = [
        Factor(_("one-hot"), one_hot, narrow=0.5),
        Factor(_("table"), seen),
        Factor(_("result"), one_hot @ seen),
    ]
    names = [shown(word if len(word) <= _LETTERS else word[: _LETTERS - 1] + "…") for word in vocabulary]
    beside = 0.26 * min(max(width(word[:_LETTERS]) for word in vocabulary), _LETTERS) + 0.2
    # The table has names of its own beside it, and arrows lead from it.
    starts = [0.0, factors[0].width + beside + 0.3]
    starts.append(starts[1] + factors[1].width + 2 * SIGN)
    grids = [grid for factor, start in zip(factors, starts, strict=True) for grid in place([factor], start, 0.0)]
    right = starts[2] + factors[2].width
    limit = round_up(largest(seen))
    scale = Scale(-max(limit, 1.0), max(limit, 1.0))
    column = _PIXELS / (right + beside)
    traces = [*row(factors, grids, scale, digits=digits_for(column), dark=dark), legend(scale)]
    page = page_colours(dark)
    middle = (float(grids[0].across[0]) - 0.1, float(grids[1].across[0]) - 0.1)
    places = [(middle[0], -number - 0.5) for number in range(len(indices))]
    places += [(middle[1], -number - 0.5) for number in range(size)]
    traces.append(labels(places, [names[index] for index in indices] + names, anchor="middle left", name="words"))
    table_left, table_right = float(grids[1].across[0]), float(grids[1].across[-1])
    picked = sorted({int(index) for index in indices})
    rings = [(table_left, -index - 1.0, table_right, float(-index)) for index in picked]
    traces.append(outlines(rings, colour=page.accent_ink, width=4, name="picked"))
    moves = [
        Arrow(((table_right + 0.1, -index - 0.5), (float(grids[2].across[0]) - 0.1, -number - 0.5)))
        for number, index in enumerate(indices.tolist())
    ]
    traces.append(arrows(moves, colour=page.accent_ink, width=2.5, name="moves"))
    # Beside the names of the matrices: the arrows have the room below.
    signs = [((factors[0].width + starts[1]) / 2, 0.6), (starts[2] - SIGN, 0.6)]
    traces.append(labels(signs, ["×", "="], size=pixels("large"), name="products"))
    figure = go.Figure(traces)
    figure.layout.xaxis.range = [-beside, right + 0.05]
    figure.layout.yaxis.range = [-max(size, len(indices)) - 0.1, 1.7]
    notes = [_("each row of ones and zeros picks one row of the table: nothing else is left of the product")]
    if table.shape[1] > _FEATURES:
        notes.append(_("the first {count} of {size} columns are drawn").format(count=_FEATURES, size=table.shape[1]))
    height = 30 * (max(size, len(indices)) + 1.8)
    return drawn(
        figure, title=_("An embedding looks up rows"), notes=notes, height=height, dark=dark, left=12, right=60
    )

"""The same numbers for a module that takes one sample, and for one that takes a batch."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import largest, round_up
from rnnviz.figures.canvas import Arrow, Grid, Scale, arrows, cells, drawn, labels, numbers, outlines
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.names import ENGLISH
from rnnviz.theme import colour_of, page_colours
from rnnviz.words import Translation

_ROWS = 8
"""Rows of a batch that are drawn; more are told by a line of dots."""
_APART = 1.6
"""Between the two drawings, in widths of a box."""
_PIXELS = 26
"""Of a row of the batch."""


def data_layouts(
    batch: Float[np.ndarray, "batch window"], *, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """On the left the first row of a batch, a call for every number of it; on the right all rows, in a single call."""
    _ = words
    count, window = batch.shape
    rows = min(count, _ROWS)
    limit = max(round_up(largest(batch[:rows])), 1.0)
    scale = Scale(-limit, limit)
    page, module = page_colours(dark), colour_of("neutral", dark)
    state = colour_of("hidden_state", dark)
    right = window + _APART
    sample, whole = Grid.at(batch[:1], 0.0, 0.0), Grid.at(batch[:rows], right, 0.0)
    # The calls of a sample stand at half height, the call for the batch under all of its rows.
    call, bottom = -3.4, -rows - 2.0
    boxes = [(t + 0.14, call - 1.2, t + 0.86, call) for t in range(window)]
    wide = (right, bottom - 1.2, right + window, bottom)
    middle = call - 0.6
    ends = (
        [(window / 2, 0.9), (right + window / 2, 0.9)]
        + [(t + 0.5, middle) for t in range(window)]
        + [(right + window / 2, bottom - 0.6)]
    )
    texts = [
        f"({window}, 1)",
        f"({count}, {window}, 1)",
        *[str(t + 1) for t in range(window)],
        _("one call"),
    ]
    below = [(window / 2, call - 2.2), (right + window / 2, bottom - 2.0)]
    said = [
        _("{calls} calls for a sample,<br>{all} for the batch").format(calls=window, all=window * count),
        _("all {count} rows go through each step together").format(count=count),
    ]
    if count > rows:
        below.append((right + window / 2, -rows - 0.4))
        said.append("⋮")
    traces = [
        legend(scale),
        *cells(sample, scale, name="sample"),
        *cells(whole, scale, name="batch"),
        numbers([sample, whole], scale, digits=1),
        outlines(
            [(0.0, -1.0, float(window), 0.0), (right, -1.0, right + window, 0.0)], colour=page.accent_ink, width=4
        ),
        outlines([*boxes, wide], colour=module.fill, fill=module.tint, name="calls"),
        arrows([Arrow(((t + 0.5, -1.1), (t + 0.5, call + 0.1))) for t in range(window)], colour=page.text, name="x"),
        arrows(
            [Arrow(((t + 0.86, middle), (t + 1.14, middle))) for t in range(window - 1)], colour=state.fill, name="h"
        ),
        arrows(
            [Arrow(((right + window / 2, -rows - 0.9), (right + window / 2, bottom + 0.1)))],
            colour=page.text,
            name="input",
        ),
        labels([*ends, *below], [*texts, *said], colours=[page.text] * (len(ends) + len(below)), name="words"),
    ]
    figure = go.Figure(traces)
    figure.layout.xaxis.range = [-0.1, right + window + 0.1]
    figure.layout.yaxis.range = [bottom - 2.7, 1.4]
    notes = [_("the outlined row is the same sample in both"), _("numbers are standardised, time goes to the right")]
    height = _PIXELS * (rows + 6)
    return drawn(figure, title=_("One sample, and a batch"), notes=notes, height=height, dark=dark, left=12, right=60)

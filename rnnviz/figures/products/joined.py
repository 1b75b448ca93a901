"""Two products of matrices and vectors as a single one."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import largest, round_up
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Scale, drawn, outlines
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.canvas.product import Factor, digits_for, place, row, row_width
from rnnviz.figures.names import ENGLISH
from rnnviz.theme import page_colours
from rnnviz.words import N_, Translation

MAX_JOINED_ROWS = 8
MAX_JOINED_COLUMNS = 8
_PIXELS = 600


def joined(
    W_hh: Float[np.ndarray, "rows hidden_size"],
    W_ih: Float[np.ndarray, "rows input_size"],
    h: Float[np.ndarray, " hidden_size"],
    x: Float[np.ndarray, " input_size"],
    *,
    bias: Float[np.ndarray, " rows"] | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """``W_hh @ h + W_ih @ x`` over ``[W_hh | W_ih] @ [h; x]``: the same numbers.

    With ``bias``, it is added above, and below it is one more column that meets a 1.

    Raises:
        ArgumentError: there are more than 8 rows or 8 columns in all.
    """
    rows, columns = len(W_hh), W_hh.shape[1] + W_ih.shape[1]
    if rows > MAX_JOINED_ROWS or columns > MAX_JOINED_COLUMNS:
        raise ArgumentError(
            "joined-size",
            N_("At most {rows} rows and {columns} columns in all can be shown, got {got_rows} and {got_columns}."),
            rows=MAX_JOINED_ROWS,
            columns=MAX_JOINED_COLUMNS,
            got_rows=rows,
            got_columns=columns,
        )
    _ = words
    added = np.zeros((rows, 0)) if bias is None else bias[:, None].astype(np.float64)
    one = np.ones((added.shape[1], 1))
    left = np.concatenate([W_hh, W_ih, added], axis=1).astype(np.float64)
    right = np.concatenate([h[:, None], x[:, None], one]).astype(np.float64)
    two = W_hh @ h + W_ih @ x + added.sum(axis=1)
    above = [
        Factor("W_hh", W_hh.astype(np.float64)),
        Factor("h", h[:, None].astype(np.float64), before="×"),
        Factor("W_ih", W_ih.astype(np.float64), before="+"),
        Factor("x", x[:, None].astype(np.float64), before="×"),
        *([Factor("b", added, before="+")] if bias is not None else []),
        Factor("a", two[:, None].astype(np.float64), before="="),
    ]
    tail = "" if bias is None else " | b"
    below = [
        Factor(f"[W_hh | W_ih{tail}]", left),
        Factor("[h; x; 1]" if bias is not None else "[h; x]", right, before="×"),
        Factor("a", left @ right, before="="),
    ]
    limit = max(round_up(largest(left, right, two)), 1.0)
    scale = Scale(-limit, limit)
    wide = max(row_width(above), row_width(below))
    tall = max(rows, W_hh.shape[1], W_ih.shape[1])
    top = -tall - 2.9
    digits = digits_for(_PIXELS / wide)
    traces = [legend(scale)]
    for factors, height in ((above, 0.0), (below, top)):
        traces += row(factors, place(factors, 0.0, height), scale, digits=digits, dark=dark)
    # Where one block ends and the next begins.
    first = W_hh.shape[1]
    seams = [(0.0, top - rows, float(first), top), (float(first), top - rows, float(first + W_ih.shape[1]), top)]
    traces.append(outlines(seams, colour=page_colours(dark).accent_ink, width=4, name="seams"))
    figure = go.Figure(traces)
    depth = max(rows, len(right))
    figure.layout.xaxis.range = [-0.05, wide + 0.05]
    figure.layout.yaxis.range = [top - depth - 0.1, 1.7]
    notes = [
        _("above: two products, then their sum; below: the matrices side by side, the vectors stacked, one product")
    ]
    if bias is not None:
        notes.append(_("the bias is one more column, and what it meets is always 1"))
    height = 28 * (tall + depth + 4.7)
    return drawn(figure, title=_("Two products as one"), notes=notes, height=height, dark=dark, left=12, right=60)

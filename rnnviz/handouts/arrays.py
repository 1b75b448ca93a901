"""Vectors and matrices as they are printed; those too large for the page by their shape alone."""

import numpy as np
from jaxtyping import Float

from rnnviz.cells.substitute import WRITTEN_OUT, number
from rnnviz.handouts import formula

MOST_ENTRIES = 24
"""A vector of at most this many entries is printed."""

MOST_ROWS = WRITTEN_OUT
"""A weight block of at most this many rows and columns is printed: the products of a longer row are not all written
out either."""

MOST_CHARACTERS = 90
"""A weight block whose rows are longer than this, between them the spaces, does not fit on the page."""


def vector(name: str, values: Float[np.ndarray, " size"], digits: int, *, short: bool, reverse: bool) -> str:
    """``h = (0.3135, −0.1075)``, broken only between its numbers; ``short`` as in `number`."""
    if len(values) > MOST_ENTRIES:
        return _shape(name, values.shape, reverse=reverse)
    *others, last = [number(value, digits, short=short) for value in values]
    listed = " ".join([*(f"<span>{entry},</span>" for entry in others), f"<span>{last})</span>"])
    return f"{formula.name(name, reverse=reverse)} <span>= (</span>{listed}"


def block(name: str, values: Float[np.ndarray, "..."], digits: int) -> str:
    """A weight matrix ``(rows, columns)`` or a bias ``(rows,)``, as a small matrix in brackets."""
    rows = entries(values, digits)
    if rows is None:
        return _shape(name, values.shape)
    body = "".join("<tr>" + "".join(f"<td>{entry}</td>" for entry in row) + "</tr>" for row in rows)
    return f'{formula.name(name)} <span>=</span> <table class="matrix"><tbody>{body}</tbody></table>'


def entries(values: Float[np.ndarray, "..."], digits: int) -> list[list[str]] | None:
    """The numbers of a weight block row by row, a bias as one column; None where it is too large to print.

    >>> entries(np.array([0.5, -0.25]), digits=4), entries(np.zeros((2, 5)), digits=4)
    ([['0.5'], ['−0.25']], None)
    """
    if max(values.shape) > MOST_ROWS:
        return None
    rows = [[number(value, digits, short=True) for value in row] for row in values.reshape(len(values), -1)]
    return rows if max(len(" ".join(row)) for row in rows) <= MOST_CHARACTERS else None


def _shape(name: str, shape: tuple[int, ...], *, reverse: bool = False) -> str:
    sizes = "<mo>×</mo>".join(f"<mn>{size}</mn>" for size in shape)
    space = f"<math><msup><mi>ℝ</mi><mrow>{sizes}</mrow></msup></math>"
    return f"{formula.name(name, reverse=reverse)} <span>∈</span> {space}"

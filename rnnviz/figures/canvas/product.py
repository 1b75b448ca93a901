"""Matrices in a row with signs between them: W times x is y."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.figures.canvas.arrows import outlines
from rnnviz.figures.canvas.grid import Grid, Scale, cells, numbers
from rnnviz.figures.canvas.look import labels
from rnnviz.figures.canvas.trace import Trace
from rnnviz.theme import page_colours, pixels

SIGN = 0.9
"""Room for a sign between two matrices, in columns of full width."""


@dataclass(frozen=True, eq=False)
class Factor:
    """A matrix, its name (Plotly markup), and the sign that stands before it."""

    name: str
    values: Float[np.ndarray, "rows columns"]
    before: str = ""
    narrow: float = 1.0
    """Width of a column."""

    @property
    def width(self) -> float:
        return self.narrow * int(self.values.shape[1])


def row_width(factors: Sequence[Factor]) -> float:
    """How wide a row of matrices is, signs included."""
    return sum(factor.width + (SIGN if factor.before else 0.0) for factor in factors)


def place(factors: Sequence[Factor], left: float, top: float) -> list[Grid]:
    """The matrices one after the other, their first rows at the same height."""
    grids = []
    for factor in factors:
        left += SIGN if factor.before else 0.0
        grids.append(Grid.at(factor.values, left, top, factor.narrow))
        left += factor.width
    return grids


def row(
    factors: Sequence[Factor], grids: Sequence[Grid], scale: Scale, *, digits: int | None, dark: bool
) -> list[Trace]:
    """The boxes of the matrices with names and shapes over them, signs between them; ``digits`` None for no numbers."""
    page = page_colours(dark)
    traces: list[Trace] = []
    for factor, grid in zip(factors, grids, strict=True):
        traces += cells(grid, scale, name=factor.name)
    if digits is not None:
        traces.append(numbers(grids, scale, digits=digits))
    edges = [
        (float(grid.across[0]), float(grid.down[-1]), float(grid.across[-1]), float(grid.down[0])) for grid in grids
    ]
    traces.append(outlines(edges, colour=page.muted, width=1.5))
    centres = [((left + right) / 2, top) for left, _bottom, right, top in edges]
    shapes = [" × ".join(str(size) for size in factor.values.shape) for factor in factors]
    names = [f"{factor.name}<br>{shape}" for factor, shape in zip(factors, shapes, strict=True)]
    traces.append(labels(centres, names, anchor="top center", name="names"))
    # Signs stand at the middle of the first matrix.
    height = (edges[0][1] + edges[0][3]) / 2
    signs = [(left - SIGN / 2, height) for left, _bottom, _right, _top in edges]
    traces.append(labels(signs, [factor.before for factor in factors], size=pixels("large"), name="signs"))
    return traces


def digits_for(column: float) -> int | None:
    """Digits after the point that fit into a column of so many pixels; None where no number does.

    >>> digits_for(50), digits_for(38), digits_for(20)
    (2, 1, None)
    """
    return 2 if column >= 44 else 1 if column >= 35 else None

"""Matrices as coloured boxes with their numbers, at any place of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.cells.substitute import number
from rnnviz.figures.canvas.look import labels
from rnnviz.figures.canvas.trace import Trace
from rnnviz.theme import MISSING, Range, hex_of, ramp_of, rgb_of, text_on


@dataclass(frozen=True)
class Scale:
    """The colours from ``low`` to ``high``."""

    low: float
    high: float
    ramp: Range = "signed"

    def colour(self, value: float) -> tuple[int, int, int]:
        """The colour of a number; that of a missing one where it is not finite."""
        if not np.isfinite(value):
            return rgb_of(MISSING)
        return ramp_of(self.ramp).at((value - self.low) / (self.high - self.low))


@dataclass(frozen=True, eq=False)
class Grid:
    """Boxes of numbers: the edges of the columns from left to right, and of the rows from top to bottom.

    What is not ``present`` is left open; a number that is present and not finite shows as missing.
    """

    values: Float[np.ndarray, "rows columns"]
    across: Float[np.ndarray, " columns_and_1"]
    down: Float[np.ndarray, " rows_and_1"]
    present: np.ndarray

    @classmethod
    def at(cls, values: np.ndarray, left: float, top: float, width: float = 1.0, height: float = 1.0) -> "Grid":
        """A matrix whose boxes have all the same size."""
        rows, columns = values.shape
        across = left + width * np.arange(columns + 1, dtype=np.float64)
        down = top - height * np.arange(rows + 1, dtype=np.float64)
        return cls(np.asarray(values, dtype=np.float64), across, down, np.ones(values.shape, dtype=bool))

    @property
    def centres(self) -> list[tuple[float, float]]:
        """The middle of every box that is present, row by row."""
        x, y = (self.across[:-1] + self.across[1:]) / 2, (self.down[:-1] + self.down[1:]) / 2
        return [(float(x[column]), float(y[row])) for row, column in np.argwhere(self.present)]


def cells(grid: Grid, scale: Scale, hover: np.ndarray | None = None, name: str = "cells") -> list[Trace]:
    """The boxes in their colours, and those without a number in theirs; ``hover`` holds a text for each box."""
    holes = grid.present & ~np.isfinite(grid.values)
    seen = np.where(grid.present & ~holes, grid.values, np.nan)
    missing = [(0.0, MISSING), (1.0, MISSING)]
    return [
        _heatmap(grid, seen, (scale.low, scale.high), ramp_of(scale.ramp).stops(), hover, name),
        _heatmap(grid, np.where(holes, 1.0, np.nan), (0.0, 1.0), missing, hover, f"{name} missing"),
    ]


def _heatmap(
    grid: Grid,
    values: np.ndarray,
    ends: tuple[float, float],
    stops: Sequence[tuple[float, str]],
    hover: np.ndarray | None,
    name: str,
) -> Trace:
    # Plotly sorts the edges upwards.
    if hover is None:
        said: Trace = {"hoverinfo": "skip"}
    else:
        said = {"text": hover[::-1].tolist(), "hovertemplate": "%{text}<extra></extra>"}
    return {
        "type": "heatmap",
        "z": values[::-1].astype(np.float32),
        "x": grid.across,
        "y": grid.down[::-1],
        "zmin": ends[0],
        "zmax": ends[1],
        "colorscale": list(stops),
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "name": name,
        **said,
    }


def numbers(grids: Sequence[Grid], scale: Scale, *, size: int | None = None, digits: int = 2) -> Trace:
    """The numbers in the boxes, black or white, whichever reads."""
    places: list[tuple[float, float]] = []
    texts: list[str] = []
    inks: list[str] = []
    for grid in grids:
        places += grid.centres
        for value in grid.values[grid.present]:
            texts.append(brief(float(value), digits))
            inks.append(text_on(scale.colour(float(value))))
    return labels(places, texts, colours=inks, size=size, name="numbers")


def brief(value: float, digits: int = 2) -> str:
    """A number that fits into a box.

    >>> brief(-0.126), brief(1.0), brief(1234.5)
    ('−0.13', '1', '1e+03')
    """
    if abs(value) >= 100:
        return f"{value:.0f}" if abs(value) < 1000 else f"{value:.0e}"
    return number(value, digits, short=True)


def colour_hex(scale: Scale, value: float) -> str:
    """The colour of a number as "#rrggbb"."""
    return hex_of(scale.colour(value))

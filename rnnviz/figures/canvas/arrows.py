"""Arrows and outlines, many in one trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.figures.canvas.trace import Trace

_HEAD = 11


@dataclass(frozen=True)
class Arrow:
    """A line through ``points`` (x, y), with a head at the last one."""

    points: tuple[tuple[float, float], ...]
    head: bool = True


def arrows(
    lines: Sequence[Arrow], *, colour: str, width: float = 2, dash: str = "solid", name: str = "arrows"
) -> Trace:
    """All the arrows of one colour."""
    places: list[tuple[float, float]] = []
    sizes: list[float] = []
    for line in lines:
        places += [*line.points, (np.nan, np.nan)]
        sizes += [0.0] * (len(line.points) - 1) + [_HEAD + width if line.head else 0.0, 0.0]
    return {
        "type": "scatter",
        "x": np.array([x for x, _ in places], dtype=np.float32),
        "y": np.array([y for _, y in places], dtype=np.float32),
        "mode": "lines+markers",
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {
            "symbol": "arrow",
            "angleref": "previous",
            "size": sizes,
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": name,
    }


def outlines(
    boxes: Iterable[tuple[float, float, float, float]],
    *,
    colour: str,
    width: float = 2,
    dash: str = "solid",
    fill: str | None = None,
    name: str = "outlines",
) -> Trace:
    """The edges of boxes (left, bottom, right, top), and what fills them."""
    x: list[float] = []
    y: list[float] = []
    for left, bottom, right, top in boxes:
        x += [left, right, right, left, left, np.nan]
        y += [bottom, bottom, top, top, bottom, np.nan]
    inside = {} if fill is None else {"fill": "toself", "fillcolor": fill}
    return {
        "type": "scatter",
        "x": np.array(x, dtype=np.float32),
        "y": np.array(y, dtype=np.float32),
        "mode": "lines",
        "line": {"color": colour, "width": width, "dash": dash},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": name,
        **inside,
    }

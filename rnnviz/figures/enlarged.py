"""A figure for a lecture hall: the same picture with larger type."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

MOST_HEIGHT = 820
"""Pixels that a screen of 1080 has left for a figure."""

_MARGINS = ("l", "r", "t", "b")


def enlarged(figure: go.Figure, scale: float) -> go.Figure:
    """A copy of ``figure`` whose type, margins, marks and lines are ``scale`` times as large.

    >>> small = go.Figure(layout={"title": {"text": "h", "font": {"size": 20}}, "height": 400})
    >>> large = enlarged(small, 1.5)
    >>> large.layout.title.font.size, large.layout.height, small.layout.title.font.size
    (30.0, 600.0, 20)
    """
    whole = _walked(figure.to_plotly_json(), lambda value: value * scale)
    layout = whole.get("layout", {})
    if layout.get("height") is not None:
        layout["height"] = min(layout["height"] * scale, MOST_HEIGHT)
    margin = layout.get("margin", {})
    margin.update({side: margin[side] * scale for side in _MARGINS if margin.get(side) is not None})
    return go.Figure(whole)


def _walked(part: Any, larger: Callable[[float], float], within: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _grown(name, value, within, larger) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_walked(each, larger, within) for each in part]
    return part


def _grown(name: str, value: Any, within: str, larger: Callable[[float], float]) -> Any:
    letters = name == "size" and (within.endswith("font") or within == "marker")
    stroke = name == "width" and within == "line"
    if letters or stroke or name == "standoff":
        if isinstance(value, int | float):
            return larger(value)
        if isinstance(value, list | tuple):
            return [larger(each) for each in value]
    return _walked(value, larger, name)

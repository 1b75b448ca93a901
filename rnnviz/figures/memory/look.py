"""The look that these figures share: small, a title and a line of notes over the plot, room for one axis."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import pixels

HEIGHT = 300
"""Pixels, all in all."""

MOST_LINES = 32
"""Units that have a line of their own; of more, the smallest and the largest are drawn."""


def small(figure: go.Figure, *, title: str, notes: list[str], dark: bool) -> go.Figure:
    """Give a figure its title and notes, which are Plotly markup, and the house's type."""
    dressed(figure, title="", height=HEIGHT, dark=dark, top=64)
    figure.layout.title.text = title
    figure.layout.title.subtitle = {"text": " · ".join(notes), "font": {"size": pixels("small")}}
    figure.layout.margin.l = 64
    figure.layout.margin.r = 12
    figure.layout.margin.b = 52
    figure.layout.showlegend = False
    return figure


def joined(x: np.ndarray, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Several lines over the same positions as one: with a gap after each.

    >>> joined(np.array([0, 1]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    (array([ 0.,  1., nan,  0.,  1., nan]), array([ 1.,  3., nan,  2.,  4., nan]))
    """
    count = lines.shape[1]
    across = np.concatenate([np.tile(x[:, None].astype(np.float64), (1, count)), np.full((1, count), np.nan)])
    up = np.concatenate([lines, np.full((1, count), np.nan)])
    return across.T.ravel(), up.T.ravel()

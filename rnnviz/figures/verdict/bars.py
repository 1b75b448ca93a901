"""Bars side by side: one group for each label, one bar for each of the two ways."""

import html
from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict.look import dressed, short, signed_name
from rnnviz.theme import Verdict, verdict_colour

_MOST_NUMBERS = 24
"""Bars that still have room for their numbers."""


def compared_bars(
    labels: Sequence[str],
    bars: Mapping[str, tuple[Verdict, Sequence[float]]],
    *,
    title: str,
    values: str,
    groups: str = "",
    logarithmic: bool = False,
    dark: bool = False,
) -> go.Figure:
    """Bars by name, each with its verdict and one value for every label.

    ``values`` and ``groups`` name the two axes. A value that is no number is not drawn, and says so.
    """
    figure = go.Figure()
    few = len(labels) * len(bars) <= _MOST_NUMBERS
    for name, (verdict, heights) in bars.items():
        height = np.asarray(heights, dtype=np.float64)
        figure.add_trace(
            go.Bar(
                x=[html.escape(label, quote=False) for label in labels],
                y=np.where(np.isfinite(height), height, np.nan).astype(np.float32),
                name=signed_name(name, verdict),
                marker={
                    "color": verdict_colour(verdict, dark),
                    "pattern": {"shape": "/" if verdict == "wrong" else "", "solidity": 0.35},
                },
                text=[short(float(one)) for one in height] if few else None,
                textposition="outside",
                # All numbers in one size, however thin the bars.
                constraintext="none",
                cliponaxis=False,
                hovertemplate="%{x}: %{y:.4g}<extra>%{fullData.name}</extra>",
            )
        )
    figure.update_xaxes(title_text=groups, type="category")
    figure.update_yaxes(
        title_text=values,
        type="log" if logarithmic else "linear",
        exponentformat="power",
        dtick=1 if logarithmic else None,
    )
    return dressed(figure, title=title, height=340, dark=dark)

"""How wrong each forecaster was."""

import html
import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.names import ENGLISH
from rnnviz.figures.next_number.forecaster import Forecaster
from rnnviz.figures.scale import round_step
from rnnviz.figures.verdict.look import dressed, short
from rnnviz.theme import page_colours
from rnnviz.words import Translation

_APART = 50.0
"""Errors that are so many times as large as others are shown by powers of ten."""

_LEAST = 1e-12
"""Below is what float32 makes of nothing; a bar needs some length."""

_TICKS = 5
"""On an axis by powers of ten."""

_BAR, _AROUND = 34, 130
"""Pixels."""


def errors(found: Sequence[tuple[Forecaster, float]], *, dark: bool = False, words: Translation = ENGLISH) -> go.Figure:
    """Mean squared errors as bars, the smallest on top; baselines are hatched. One that is not finite has no bar."""
    _ = words
    ordered = sorted(found, key=lambda one: one[1] if np.isfinite(one[1]) else np.inf, reverse=True)
    values = np.array([error for _who, error in ordered])
    drawn = np.where(np.isfinite(values), np.maximum(values, _LEAST), np.nan)
    finite = drawn[np.isfinite(drawn)]
    ratio = float(finite.max() / finite.min()) if len(finite) else 1.0
    powers = ratio > _APART
    figure = go.Figure(
        go.Bar(
            x=drawn,
            y=[html.escape(who.name, quote=False) for who, _error in ordered],
            orientation="h",
            marker={
                "color": [who.colour(dark) for who, _error in ordered],
                "pattern": {
                    "shape": ["/" if who.kind == "baseline" else "" for who, _error in ordered],
                    "solidity": 0.35,
                    "fgcolor": page_colours(dark).page,
                },
            },
            text=[short(float(value)) for value in values],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            hovertemplate="%{y}: %{x:.4g}<extra></extra>",
        )
    )
    title = _("Mean squared error on the numbers held out")
    dressed(figure, title=title, height=_BAR * len(ordered) + _AROUND, dark=dark, top=48)
    figure.update_xaxes(
        title_text=_("in units of the training part's variance"),
        type="log" if powers else "linear",
        exponentformat="power",
        dtick=round_step(math.log10(ratio) / _TICKS) if powers else None,
        rangemode="tozero",
    )
    figure.update_yaxes(type="category", automargin=True)
    return figure.update_layout(showlegend=False, margin={"r": 84})

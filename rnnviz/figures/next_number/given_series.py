"""A series, and which part of it is held out."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis.ends import ends
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import page_colours
from rnnviz.words import Translation


def given_series(
    series: Float[np.ndarray, " numbers"], split: int, *, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """A line over the positions from 0; from ``split`` on, what is held out, on a ground of its own.

    Of very many numbers the lowest and the highest of each stretch are drawn.
    """
    _ = words
    page = page_colours(dark)
    shown = ends(series.astype(np.float64))
    figure = go.Figure(
        go.Scatter(
            x=shown.astype(np.int32),
            y=series[shown],
            mode="lines",
            line={"color": page.text, "width": 1.5},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )
    )
    parts = ((0, split, _("to learn from: {count}")), (split, len(series), _("held out: {count}")))
    figure.add_vrect(x0=split - 0.5, x1=len(series) - 0.5, fillcolor=page.highlight, opacity=0.18, line_width=0)
    for start, stop, said in parts:
        figure.add_annotation(
            x=(start + stop - 1) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=said.format(count=f"{stop - start:,}"),
            showarrow=False,
        )
    figure.update_xaxes(title_text=_("position in the series"), range=[-0.5, len(series) - 0.5], tickformat="d")
    figure.update_yaxes(title_text=_("value"))
    return dressed(figure, title=_("The series"), height=240, dark=dark, top=64)

"""The numbers that came, and what each forecaster had said."""

import html
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from rnnviz.figures.frame import set_each
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.next_number.forecaster import Forecaster
from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import page_colours
from rnnviz.words import Translation

_HEIGHT = 400


def forecast(
    positions: Int[np.ndarray, " shown"],
    truth: Float[np.ndarray, " shown"],
    said: Sequence[tuple[Forecaster, Float[np.ndarray, " shown"]]],
    *,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Lines over the positions in the series; what is true is drawn on top, with markers.

    A click in the legend hides a line, a double click all others. A number that is not finite leaves a gap.
    """
    _ = words
    figure = go.Figure()
    for who, values in said:
        figure.add_trace(
            _line(positions, values, who.name, {"color": who.colour(dark), "width": 2.5, "dash": who.dash})
        )
    line = _line(positions, truth, _("what came"), {"color": page_colours(dark).text, "width": 1.5})
    figure.add_trace(line.update(mode="lines+markers", marker={"size": 6}))
    figure.update_xaxes(title_text=_("position in the series"), tickformat="d")
    figure.update_yaxes(title_text=_("value"))
    dressed(figure, title=_("The next number: what came, and what was said"), height=_HEIGHT, dark=dark, top=48)
    # Nine names are one line or five, as wide as the page is: below, they leave the title alone.
    below = {"y": -0.2, "yanchor": "top", "itemclick": "toggle", "itemdoubleclick": "toggleothers"}
    set_each([figure.layout.legend], below)
    return figure.update_layout(hovermode="x unified")


def _line(positions: np.ndarray, values: np.ndarray, name: str, line: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        x=positions.astype(np.int32),
        y=np.where(np.isfinite(values), values, np.nan),
        name=html.escape(name, quote=False),
        mode="lines",
        line=line,
        hovertemplate="%{y:.4g}",
    )

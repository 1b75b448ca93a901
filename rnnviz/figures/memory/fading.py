"""What is left after more and more steps, of several networks, by powers of ten."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.verdict.look import dressed
from rnnviz.figures.zeros import zero_note
from rnnviz.theme import cell_type_colour, colour_of, pixels
from rnnviz.words import Translation

_DASHES = {"RNN": "dash", "LSTM": "solid", "GRU": "dot"}
"""Colour alone does not tell them apart."""


def fading(
    lines: Mapping[str, tuple[str, Float[np.ndarray, " steps"]]],
    *,
    title: str,
    up: str,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """One line for each cell type: its label, and what is left after 0, 1, 2, ... steps.

    What falls vanishes, what rises explodes; the line at 1 is what there was at first. ``title``, ``up`` (what the
    numbers are) and the labels are plain text of our own. A number that is 0, or is none, has no place on the scale: it
    is counted.
    """
    _ = words
    figure = go.Figure()
    figure.add_hline(y=1, line={"color": colour_of("neutral", dark).fill, "width": 1, "dash": "dot"})
    for cell_type, (label, values) in lines.items():
        figure.add_trace(
            go.Scatter(
                x=np.arange(len(values), dtype=np.int32),
                y=np.where(np.isfinite(values) & (values > 0), values, np.nan),
                name=label,
                mode="lines",
                line={"color": cell_type_colour(cell_type, dark), "width": 4, "dash": _DASHES[cell_type]},
                hovertemplate="%{y:.2e}",
            )
        )
    every = np.concatenate([values for _label, values in lines.values()] or [np.ones(1)])
    known = every[np.isfinite(every) & (every > 0)]
    # At least some decades, so that what hardly changes looks as if it hardly changed.
    low = min(float(np.floor(np.log10(known.min(initial=1.0)))), -3.0)
    high = max(float(np.ceil(np.log10(known.max(initial=1.0)))), 1.0)
    figure.update_xaxes(title_text=_("steps back from the last one"))
    figure.update_yaxes(title_text=up, type="log", exponentformat="power", range=[low - 0.03 * (high - low), high])
    notes = [*zero_note(int((every == 0).sum()), words), *missing_note(int(missing(every).sum()), words)]
    dressed(figure, title=title, height=420, dark=dark)
    figure.layout.title.subtitle = {"text": " · ".join(notes), "font": {"size": pixels("small")}}
    return figure.update_layout(hovermode="x unified")

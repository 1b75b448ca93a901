"""The bias of the gate that keeps the state, for every layer and direction."""

import html
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis.audit import GateBias, written
from rnnviz.figures.memory.look import small
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.theme import colour_of, page_colours
from rnnviz.words import Translation


def keeping_biases(found: Sequence[GateBias], *, dark: bool = False, words: Translation = ENGLISH) -> go.Figure:
    """Every unit as a point, the mean of each layer and direction as a bar across; the line at 0 keeps half."""
    _ = words
    figure = go.Figure()
    # As on the time axis: the reverse direction is the one to the left.
    names = [f"{one.layer} {'←' if one.direction == 'reverse' else '→'}" for one in found]
    empty = [np.zeros(0)]
    places = np.concatenate([np.full(len(one.values), float(place)) for place, one in enumerate(found)] or empty)
    values = np.concatenate([one.values for one in found] or empty)
    kept = np.concatenate([one.kept for one in found] or empty)
    units = np.concatenate([np.arange(len(one.values)) for one in found] or empty)
    figure.add_trace(
        go.Scatter(
            x=places,
            y=np.where(np.isfinite(values), values, np.nan),
            mode="markers",
            name="units",
            marker={"color": colour_of(found[0].colour if found else "neutral", dark).fill, "size": 8, "opacity": 0.6},
            hovertext=[
                _("unit {unit}: {value}, keeps {share}").format(
                    unit=int(unit), value=written(float(value)), share=f"{100 * share:.0f} %"
                )
                for unit, value, share in zip(units, values, kept, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(range(len(found))),
            y=[float(one.values.mean()) for one in found],
            mode="markers",
            name="mean",
            marker={
                "symbol": "line-ew",
                "size": 28,
                "line": {"width": 3, "color": page_colours(dark).text},
            },
            hovertemplate="%{y:.2f}<extra></extra>",
        )
    )
    figure.add_hline(y=0, line={"color": colour_of("neutral", dark).fill, "width": 1, "dash": "dot"})
    figure.update_xaxes(tickvals=list(range(len(found))), ticktext=names, range=[-0.6, max(len(found), 1) - 0.4])
    figure.update_xaxes(title_text=_("layer and direction"))
    figure.update_yaxes(title_text=_("bias"))
    terms = html.escape(found[0].terms, quote=False) if found else ""
    notes = [terms, *missing_note(int(missing(values).sum()), words)]
    return small(figure, title=_("The bias that keeps the state"), notes=notes, dark=dark)

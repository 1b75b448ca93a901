"""How well networks remember, over growing distances: every seed a dot, their median a line."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float
from plotly.subplots import make_subplots

from rnnviz.figures.frame import set_each
from rnnviz.figures.missing import missing
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import cell_type_colour, page_colours, pixels
from rnnviz.words import Translation

_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up")
"""Colour alone does not tell them apart."""
_BESIDE = 0.03
"""Dots of several networks at one distance stand this far apart, as a share of the panel's width."""


@dataclass(frozen=True, eq=False)
class Scores:
    """One network: its name, its cell type (its colour), a score for each distance and seed; NaN for none as yet."""

    name: str
    cell_type: str
    values: Float[np.ndarray, "distances seeds"]


@dataclass(frozen=True, eq=False)
class Panel:
    """One setting, such as with clipping: its title, and its networks, the same ones in all panels."""

    title: str
    networks: Sequence[Scores]


def memory_curves(
    distances: Sequence[int],
    panels: Sequence[Panel],
    *,
    title: str,
    up: str,
    chance: float,
    share: bool = True,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Scores by distance, a panel for each setting, all with the same scale.

    Distances stand side by side at equal steps. What is not known yet is left out and counted.

    Args:
        distances: growing.
        panels: from left to right.
        title: what is shown.
        up: name of the axis of scores.
        chance: the score of answering without having looked: a dotted line.
        share: whether scores are shares, from 0 to 1.
        dark: whether the page is dark.
        words: the language.
    """
    _ = words
    figure = make_subplots(
        rows=1,
        cols=len(panels),
        shared_yaxes=True,
        horizontal_spacing=0.04,
        subplot_titles=[html.escape(panel.title, quote=False) for panel in panels],
    )
    for column, panel in enumerate(panels, start=1):
        for order, scores in enumerate(panel.networks):
            offset = _BESIDE * len(distances) * (order - (len(panel.networks) - 1) / 2)
            for trace in _traces(distances, scores, order, offset, column == 1, dark, words):
                figure.add_trace(trace, row=1, col=column)
    line = {"color": page_colours(dark).muted, "width": 2, "dash": "dot"}
    said = _("chance: {score}").format(score=f"{chance:.3g}")
    figure.add_hline(
        y=chance,
        line=line,
        annotation={"text": said},
        annotation_position=f"{'bottom' if share else 'top'} right",
        col=1,
        row=1,
    )
    for column in range(2, len(panels) + 1):
        figure.add_hline(y=chance, line=line, col=column, row=1)
    values = np.concatenate([scores.values.ravel() for panel in panels for scores in panel.networks])
    top = 1.0 if share else max([chance, *values[~missing(values)]])
    figure.update_yaxes(range=[-0.05 * top, 1.08 * top], zeroline=False)
    figure.update_yaxes(title_text=html.escape(up, quote=False), col=1, row=1)
    ticks = {"tickmode": "array", "tickvals": [*range(len(distances))], "ticktext": [str(each) for each in distances]}
    figure.update_xaxes(title_text=_("distance (time steps)"), range=[-0.5, len(distances) - 0.5], **ticks)
    dressed(figure, title=title, height=440, dark=dark, top=96)
    set_each(figure.layout.annotations, {"font": {"size": pixels("small")}})
    notes = [_("line: the median of the seeds, dot: one seed")]
    unknown = int(missing(values).sum())
    if unknown:
        notes.append(_("not known yet: {count}").format(count=unknown))
    figure.layout.title.subtitle = {"text": " · ".join(notes), "font": {"size": pixels("small")}}
    # Above the plots are the titles of the panels; on a phone the legend has several rows.
    set_each([figure.layout.legend], {"y": -0.24, "yanchor": "top"})
    return figure


def _traces(
    distances: Sequence[int],
    scores: Scores,
    order: int,
    offset: float,
    named: bool,
    dark: bool,
    words: Translation,
) -> tuple[go.Scatter, go.Scatter]:
    _ = words
    places = np.arange(len(distances), dtype=np.float64)
    colour = cell_type_colour(scores.cell_type, dark)
    name = html.escape(scores.name, quote=False)
    group = {"legendgroup": name}
    medians = [float(np.median(row[~missing(row)])) if not missing(row).all() else np.nan for row in scores.values]
    line = go.Scatter(
        x=places,
        y=medians,
        name=name,
        showlegend=named,
        mode="lines",
        line={"color": colour, "width": 3, "dash": _DASHES[order % len(_DASHES)]},
        hovertemplate="%{y:.3g}",
        **group,
    )
    seen = [(place, seed) for place, seed in np.argwhere(~missing(scores.values))]
    said = _("{network}, distance {distance}, seed {seed}: {score}")
    dots = go.Scatter(
        x=np.array([place + offset for place, _seed in seen], dtype=np.float64),
        y=np.array([scores.values[place, seed] for place, seed in seen], dtype=np.float64),
        name=name,
        showlegend=False,
        mode="markers",
        marker={"color": colour, "size": 8, "symbol": _SYMBOLS[order % len(_SYMBOLS)], "opacity": 0.6},
        hovertext=[
            said.format(network=name, distance=distances[place], seed=seed, score=f"{scores.values[place, seed]:.3g}")
            for place, seed in seen
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        **group,
    )
    return line, dots

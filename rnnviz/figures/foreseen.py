"""What a network foresees of a text: the likeliest next characters, and how many bits each character took."""

import html
from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import Foreseen
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown
from rnnviz.figures.verdict.look import dressed
from rnnviz.theme import colour_of, page_colours, verdict_colour
from rnnviz.words import Translation

_MOST_LABELS = 60
"""Characters that have room under their bars."""

_DASHES = ("dash", "dot", "dashdot", "longdash")


def next_characters(
    found: Foreseen,
    t: int,
    labels: Sequence[str],
    *,
    most: int = 10,
    title: str = "",
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """The likeliest characters after time step ``t``, and the one that came, wherever it is in their order.

    Args:
        found: what was foreseen.
        t: a time step.
        labels: of all characters, in the order of their numbers; from outside or not, they are made safe.
        most: characters with a bar.
        title: what stands over it; by default which time step it is.
        dark: whether the page is dark.
        words: those of the visit.
    """
    _ = words
    right, best = int(found.right[t]), list(found.best(t, most))
    places = best if right in best else [*best[: most - 1], right]
    came, others = verdict_colour("right", dark), colour_of("readout", dark).fill
    heights = found.chances[t, places]
    figure = go.Figure()
    for name, own, colour in ((_("came"), True, came), (_("others"), False, others)):
        chosen = [place for place in range(len(places)) if (places[place] == right) is own]
        figure.add_trace(
            go.Bar(
                # Numbers, for two characters may look alike.
                x=chosen,
                y=heights[chosen].astype(np.float32),
                name=name,
                marker={"color": colour, "pattern": {"shape": "/" if own else "", "solidity": 0.35}},
                text=[f"{height:.2f}" for height in heights[chosen]],
                customdata=[shown(labels[places[place]]) for place in chosen],
                textposition="outside",
                constraintext="none",
                cliponaxis=False,
                hovertemplate="%{customdata}: %{y:.4f}<extra>%{fullData.name}</extra>",
            )
        )
    figure.update_xaxes(
        title_text=_("next character"),
        tickmode="array",
        tickvals=list(range(len(places))),
        ticktext=[shown(labels[place]) for place in places],
        tickangle=0,
    )
    figure.update_yaxes(title_text=_("probability"), range=[0, 1.12])
    said = title or _("Foreseen after t = {t}").format(t=t)
    return dressed(figure, title=said, height=320, dark=dark).update_layout(barmode="overlay")


def bits_over_text(
    found: Foreseen,
    labels: Sequence[str],
    *,
    first: int = 0,
    at: int | None = None,
    levels: Mapping[str, float] | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """How many bits each character of a text took: the more, the less it was foreseen.

    Args:
        found: what was foreseen; character t + 1 stands for time step t.
        labels: of the characters of the text, one for each time step and the last one that was foreseen.
        first: the time step that ``found`` begins with.
        at: a time step whose next character is marked.
        levels: bits per character to compare with, by their names.
        dark: whether the page is dark.
        words: those of the visit.
    """
    _ = words
    steps = first + np.arange(1, len(found.bits) + 1)
    # What is impossible has no height: it is drawn as high as the least likely that was possible.
    finite = np.isfinite(found.bits)
    most = float(found.bits[finite].max()) if finite.any() else 1.0
    known = [shown(label) for label in labels]
    figure = go.Figure(
        go.Bar(
            x=steps,
            y=np.where(finite, found.bits, most).astype(np.float32),
            name=_("bits of each character"),
            marker={"color": colour_of("readout", dark).fill},
            customdata=np.array(
                [
                    [label, f"{bits:.2f}", str(rank + 1)]
                    for label, bits, rank in zip(known[1:], found.bits, found.ranks, strict=True)
                ],
                dtype=object,
            ).reshape(-1, 3),
            hovertemplate=_("t = {t}, {character}: {bits} bits, number {rank} in the order").format(
                t="%{x}", character="%{customdata[0]}", bits="%{customdata[1]}", rank="%{customdata[2]}"
            )
            + "<extra></extra>",
        )
    )
    ink = page_colours(dark).text
    lines = {_("mean of these characters"): found.mean_bits, **(levels or {})}
    for number, (name, height) in enumerate(lines.items()):
        figure.add_trace(
            go.Scatter(
                x=[first + 0.5, first + len(found.bits) + 0.5],
                y=[height, height],
                name=f"{html.escape(name, quote=False)}: {height:.2f}",
                mode="lines",
                line={"color": ink, "width": 2, "dash": "solid" if not number else _DASHES[(number - 1) % 4]},
                hoverinfo="skip",
            )
        )
    figure.update_xaxes(title_text=_("position in the text, t"))
    figure.update_yaxes(title_text=_("bits per character"), rangemode="tozero")
    if len(known) <= _MOST_LABELS:
        figure.update_xaxes(tickmode="array", tickvals=steps, ticktext=known[1:], tickangle=0)
    if at is not None:
        figure.add_vline(x=at + 1, line={"color": page_colours(dark).highlight, "width": 3})
    title = _("How many bits each character took")
    return dressed(figure, title=title, height=300, dark=dark).update_layout(bargap=0.1)

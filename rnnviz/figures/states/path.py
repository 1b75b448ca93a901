"""The path of a state through the plane in which it moves most."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis.principal import principal
from rnnviz.cells.substitute import number
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import drawn, labels
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.figures.outside_text import shown
from rnnviz.figures.place import place_words
from rnnviz.figures.scale import round_step
from rnnviz.recorder import Track, named_values
from rnnviz.theme import UNIT_RAMP, page_colours, pixels
from rnnviz.words import N_, Translation

_MOST_LABELS = 24

_SPACE = "\N{NO-BREAK SPACE}"
_AROUND = {
    "middle right": _SPACE * 5 + "{}",
    "middle left": "{}" + _SPACE * 5,
    "top center": "{}<br>" + _SPACE,
}
"""Where a label stands, and what keeps it off its mark; ordinary spaces at an end would not be drawn."""


def state_path(track: Track, name: str = "h", *, dark: bool = False, words: Translation = ENGLISH) -> go.Figure:
    """A variable of a track, one point for each time step, seen along its first two principal components.

    The line goes in the order of processing; colours tell t. Each axis says how much of the variance lies along it.
    Points carry (t, -1) for `clicked_place`. Steps with a number that is none are left out and counted.

    Raises:
        PlaceError: there is no such variable.
        ArgumentError: it has one unit only, or there are fewer than two time steps to draw.
    """
    _ = words
    values = named_values(track, name)
    holes = missing(values)
    order = np.array([t for t in track.order if not holes[t].any()], dtype=np.int64)
    if values.shape[1] < 2 or len(order) < 2:
        raise ArgumentError(
            "path-flat",
            N_(
                "A path through a plane needs at least 2 units and 2 time steps, got {units} and {steps}. "
                "Draw the units as lines instead."
            ),
            units=values.shape[1],
            steps=len(order),
        )
    found = principal(values[order].astype(np.float64))
    x, y = found.places.T
    page = page_colours(dark)
    last = max(len(track) - 1, 1)
    said = [shown(track.label(int(t)) or "") or str(t) for t in order]
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="lines+markers",
            line={"color": page.muted, "width": 2},
            marker={
                "size": 13,
                "color": order,
                "cmin": 0,
                "cmax": last,
                "colorscale": UNIT_RAMP.stops(),
                "line": {"color": page.text, "width": 1},
                "colorbar": {
                    "title": {"text": "t", "font": {"size": pixels("small")}},
                    "tickvals": list(range(0, last + 1, round_step(last / 8))),
                    "tickfont": {"size": pixels("small")},
                    "outlinewidth": 0,
                    "thickness": 14,
                },
            },
            customdata=np.stack([order, np.full_like(order, -1)], axis=1),
            text=[f"{text} · t = {t}" for text, t in zip(said, order, strict=True)],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
            name="path",
        )
    )
    some = range(0, len(order), round_step(len(order) / _MOST_LABELS))
    for side, around in _AROUND.items():
        places = [place for place in some if _free_side(found.places, place) == side]
        if places:
            figure.add_trace(
                labels(
                    [(x[place], y[place]) for place in places],
                    [around.format(said[place]) for place in places],
                    anchor=side,
                )
            )
    for place, text, symbol in ((0, _("start"), "circle-open"), (-1, _("end"), "square-open")):
        figure.add_trace(
            go.Scatter(
                x=[x[place]],
                y=[y[place]],
                mode="markers+text",
                marker={"symbol": symbol, "size": 24, "color": page.accent_ink, "line": {"width": 3}},
                text=[text],
                textposition="bottom center",
                textfont={"size": pixels("body"), "color": page.accent_ink},
                cliponaxis=False,
                hoverinfo="skip",
                showlegend=False,
                name="start" if place == 0 else "end",
            )
        )
    reach = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9) * 0.12
    titles = [
        _("principal component {number}: {share} % of the variance").format(
            number=place + 1, share=number(100 * share, 0)
        )
        for place, share in enumerate(found.shares)
    ]
    figure.update_xaxes(title_text=titles[0], range=[float(x.min()) - reach, float(x.max()) + reach], zeroline=False)
    figure.update_yaxes(title_text=titles[1], range=[float(y.min()) - reach, float(y.max()) + reach], zeroline=False)
    # A distance is the same in both directions.
    figure.update_yaxes(scaleanchor="x", scaleratio=1)
    title = _("{variable}: its path over time").format(variable=full_name(track.cell_type, name, words))
    notes = [place_words(track, words), *missing_note(int(holes.sum()), words)]
    return drawn(figure, title=title, notes=notes, height=400, dark=dark, left=76, right=84, bottom=60, axes=True)


def _free_side(places: np.ndarray, place: int) -> str:
    """The side of a point, of `_AROUND`, that is furthest from the lines to its neighbours; below, it may be named."""
    neighbours = places[[other for other in (place - 1, place + 1) if 0 <= other < len(places)]] - places[place]
    lengths = np.linalg.norm(neighbours, axis=1, keepdims=True)
    ways = neighbours / np.maximum(lengths, 1e-12)
    sides = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1)}
    return min(sides, key=lambda side: float((ways @ sides[side]).max()))

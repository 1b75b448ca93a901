"""Six small diagrams of the family, two time steps each."""

import html
from collections.abc import Mapping

import plotly.graph_objects as go

from rnnviz.figures.canvas import Arrow, arrows, drawn, labels, outlines
from rnnviz.lessons.course.chapters.rnn_family.members import MEMBERS
from rnnviz.theme import colour_of, page_colours, pixels

_WIDE = 4.4
_BOX = 0.42
_PLACES = {"x": 0.0, "h": 2.0, "y": 4.0}
_STEPS = (0.8, 2.6)


def family(said: Mapping[str, str], chosen: str, dark: bool) -> go.Figure:
    """Input below, state in the middle, output above, time to the right; what is added has the colour of a gate."""
    figure = go.Figure()
    for number, kind in enumerate(MEMBERS):
        _draw(figure, kind, _WIDE * number, dark, chosen == kind)
    names = [html.escape(said[f"kind-{kind}"], quote=False) for kind in MEMBERS]
    shown = [f"<b>{name}</b>" if kind == chosen else name for kind, name in zip(MEMBERS, names, strict=True)]
    middle = [(_WIDE * number + sum(_STEPS) / 2, -1.3) for number in range(len(MEMBERS))]
    figure.add_trace(labels(middle, shown, size=pixels("small")))
    figure.update_xaxes(range=[-0.4, _WIDE * len(MEMBERS) - 0.4], visible=False)
    figure.update_yaxes(range=[-1.8, 4.8], visible=False)
    title = html.escape(said["family_title"], quote=False)
    return drawn(figure, title=title, notes=(), height=190, dark=dark)


def _draw(figure: go.Figure, kind: str, left: float, dark: bool, chosen: bool) -> None:
    page, added = page_colours(dark), colour_of("forget", dark).fill
    width = 3.0 if chosen else 2.0
    steps = [left + step for step in _STEPS]
    boxes = [_around(x, y) for x in steps for y in _PLACES.values()]
    names = [((x, y), name) for x in steps for name, y in _PLACES.items()]
    extra: list[tuple[float, float]] = []
    plain: list[Arrow] = []
    new: list[Arrow] = []
    for x in steps:
        (new if kind == "input" else plain).append(_up(x, _PLACES["x"], _PLACES["h"]))
        (new if kind in ("output", "stack") else plain).append(_up(x, _PLACES["h"], _PLACES["y"]))
        extra += [(x, 1.0)] if kind == "input" else [(x, 3.0)] if kind in ("output", "stack") else []
    h = _PLACES["h"]
    across = Arrow(((steps[0] + _BOX, h), (steps[1] - _BOX, h)))
    (new if kind == "transition" else plain).append(across)
    if kind == "transition":
        extra.append((sum(steps) / 2, h))
    if kind == "stack":
        new.append(Arrow(((steps[0] + _BOX / 2, 3.0), (steps[1] - _BOX / 2, 3.0))))
    if kind == "skip":
        over = h + 1.0
        new.append(Arrow(((left - 0.3, over), (steps[1] - 0.9, over), (steps[1] - _BOX, h + 0.3))))
    figure.add_trace(arrows(plain, colour=page.muted, width=width))
    if new:
        figure.add_trace(arrows(new, colour=added, width=width))
    border = page.highlight if chosen else page.muted
    figure.add_trace(outlines(boxes, colour=border, width=width, fill=page.surface))
    if extra:
        small = [_around(x, y, _BOX / 2) for x, y in extra]
        figure.add_trace(outlines(small, colour=added, width=width, fill=added))
    figure.add_trace(labels([place for place, _ in names], [name for _, name in names], size=pixels("small")))


def _around(x: float, y: float, half: float = _BOX) -> tuple[float, float, float, float]:
    return x - half, y - half, x + half, y + half


def _up(x: float, low: float, high: float) -> Arrow:
    return Arrow(((x, low + _BOX), (x, high - _BOX)))

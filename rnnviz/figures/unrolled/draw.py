"""Title, notes, colours and frames of an unrolled network."""

import plotly.graph_objects as go

from rnnviz.analysis import bounds
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Scale, animated, drawn
from rnnviz.figures.canvas.animation import CONTROLS, MAX_FRAMES
from rnnviz.figures.canvas.legend import legend
from rnnviz.figures.frame import set_each
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.unrolled.build import MAX_FEATURES, Sizes, build
from rnnviz.figures.unrolled.frames import fixed, moving
from rnnviz.figures.unrolled.graph import Graph
from rnnviz.figures.unrolled.part import Part
from rnnviz.words import N_, Translation

_UNITS = 20
"""Rows of units that there is room for, all layers and directions together."""
_ROW = 25
"""Pixels of a unit whose number is written."""
_WIDTH = 560
"""Pixels that the columns have side by side where the figure is narrowest."""
_LETTERS = 42
"""Pixels of "W_hh"."""


def draw(parts: list[Part], *, title: str, notes: list[str], start: int, dark: bool, words: Translation) -> go.Figure:
    """The parts on the same rows, one after the other.

    Raises:
        ArgumentError: there are more than 40 frames.
    """
    _ = words
    rec = parts[0].rec
    two = rec.num_directions == 2
    memory = parts[0].memory
    columns = sum(part.length for part in parts) + (1 + two if memory else 0)
    units = int(rec.h.shape[-1])
    shown_units = min(units, max(2, _UNITS // (rec.num_layers * rec.num_directions)))
    write = columns <= 8 - two
    features = max(part.rec.input_size for part in parts)
    every_letter = not two and columns <= 6 and not any(one for part in parts for one in part.fed)
    gap = 0.44 if two else 0.46 if every_letter else 0.36
    sizes = Sizes(
        units=shown_units,
        unit_height=1.0 if write else 0.5,
        features=features if features <= MAX_FEATURES and write else 0,
        every_letter=every_letter,
        apart=max(0.0, (_LETTERS * columns - gap * _WIDTH) / (_WIDTH - _LETTERS * (1 + two))),
        letters=int(_WIDTH / columns / 9),
    )
    graph = build(parts, sizes, words)
    if graph.last + 1 > MAX_FRAMES:
        raise ArgumentError(
            "unrolled-frames",
            N_(
                "This network takes {got} steps one after the other, at most {most} can be shown. Take a shorter input."
            ),
            got=graph.last,
            most=MAX_FRAMES - 1,
        )
    limit = max(bounds(part.rec)[part.rec.cell.state].limit for part in parts)
    scale = Scale(-limit, limit)
    figure = go.Figure([*fixed(graph, dark=dark), legend(scale, rec.cell.state)])
    top = max(*(box.top for box in graph.boxes), *(label.y + 0.4 for label in graph.labels)) + 0.3
    _axes(figure, graph, top, words)
    several = rec.num_layers > 1 or two
    told = _weights_note(words, several=several, networks=len(parts)) if memory else _no_memory_note(words)
    notes = [*notes, told, *_cut_note(shown_units, units, words)]
    if memory and (rec.cell.state != "h" or rec.c_0 is not None):
        notes.append(_("c goes the same way as h, from step to step, and is not drawn"))
    unknown = sum(
        int(missing(box.values).sum()) for box in graph.boxes if box.values is not None and box.kind in ("h", "start")
    )
    notes += missing_note(unknown, words)
    drawn(
        figure, title=title, notes=notes, height=_ROW * (top + 0.3), dark=dark, left=76, right=60, bottom=64 + CONTROLS
    )
    frames = [moving(graph, step, scale, write=write, holes=unknown > 0, dark=dark) for step in range(graph.last + 1)]
    return animated(
        figure,
        frames,
        prefix=_("steps done: "),
        steps=[str(step) for step in range(graph.last + 1)],
        dark=dark,
        words=words,
        start=range(len(frames))[start],
        below=60,
    )


def _axes(figure: go.Figure, graph: Graph, top: float, words: Translation) -> None:
    _ = words
    left = min(box.left for box in graph.boxes) - 0.12
    right = max(box.right for box in graph.boxes) + 0.12
    x_axis = {
        "range": [left, right],
        "tickmode": "array",
        "tickvals": [place for place, _text in graph.ticks],
        "ticktext": [text for _place, text in graph.ticks],
        "tickangle": 0,
        "title_text": _("t, position in the input"),
        "title_standoff": 4,
    }
    y_axis = {
        "range": [-0.3, top],
        "tickmode": "array",
        "tickvals": [place for place, _text in graph.rows],
        "ticktext": [text for _place, text in graph.rows],
    }
    set_each([figure.layout.xaxis], x_axis)
    set_each([figure.layout.yaxis], y_axis)


def _weights_note(words: Translation, *, several: bool, networks: int) -> str:
    _ = words
    if networks > 1:
        return _("each of the two networks has weights of its own, the same at all its steps")
    if several:
        return _("each row has one W_ih and one W_hh, the same on all its arrows")
    return _("the same W_ih and W_hh on every arrow")


def _no_memory_note(words: Translation) -> str:
    _ = words
    return _("h_prev is 0 at every step: the same inputs and weights, but nothing of the steps before")


def _cut_note(shown_units: int, units: int, words: Translation) -> list[str]:
    if shown_units == units:
        return []
    _ = words
    return [_("the first {count} of {units} units are drawn").format(count=shown_units, units=units)]

"""A drawing that moves: a button to play and a slider, both inside of the figure, so that they go with its file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.canvas.trace import Trace
from rnnviz.theme import LIGHT, page_colours, pixels
from rnnviz.words import Translation

CONTROLS = 100
"""Pixels below the drawing for the button and the slider."""

MAX_FRAMES = 40

_PAUSE = 900
"""Milliseconds of a frame."""


def animated(
    figure: go.Figure,
    frames: Sequence[Sequence[Trace]],
    *,
    prefix: str,
    steps: Sequence[str],
    dark: bool,
    words: Translation,
    start: int = 0,
    below: int = 12,
) -> go.Figure:
    """Let the last traces of a figure run through ``frames``, which each hold all of them, in the same order.

    What is the same in all frames is in the figure alone: Plotly puts the settings of a frame over those of a trace.
    ``steps`` is what the slider says of each frame, after ``prefix``; ``start`` is the frame that is shown at first.
    The figure has its height and margins already; its margin below holds `CONTROLS`, from ``below`` pixels on.
    """
    _ = words
    fixed = len(figure.data)
    figure.add_traces(list(frames[start]))
    moving = list(range(fixed, fixed + len(frames[start])))
    changes = zip(*[_changes(versions) for versions in zip(*frames, strict=True)], strict=True)
    figure.frames = [
        {"name": str(number), "data": list(change), "traces": moving} for number, change in enumerate(changes)
    ]
    page, small = page_colours(dark), pixels("small")
    layout = figure.layout
    height = layout.height - layout.margin.t - layout.margin.b
    shared: dict[str, Any] = {"yanchor": "top", "y": -below / height}
    # Colours are boxes and numbers of a heatmap: only a full redraw moves those.
    jump = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    play = {**jump, "frame": {"duration": _PAUSE, "redraw": True}, "fromcurrent": True}
    layout.updatemenus = [
        {
            "type": "buttons",
            "direction": "left",
            "showactive": False,
            "buttons": [
                {"label": _("▶ Play"), "method": "animate", "args": [None, play]},
                {"label": _("❚❚ Pause"), "method": "animate", "args": [[None], jump]},
            ],
            "x": 0,
            "xanchor": "left",
            "pad": {"t": 0, "r": 8, "l": 0, "b": 0},
            # Plotly paints the button under the mouse in a light colour of its own: letters are dark on any page, but
            # for that of the app, whose style sheet has colours for both.
            "bgcolor": LIGHT.surface,
            "bordercolor": page.muted,
            "font": {"size": small, "color": LIGHT.text},
            **shared,
        }
    ]
    layout.sliders = [
        {
            "active": start,
            "steps": [
                {"label": text, "method": "animate", "args": [[str(number)], jump]} for number, text in enumerate(steps)
            ],
            "currentvalue": {"prefix": prefix, "font": {"size": pixels("body")}, "xanchor": "right", "offset": 10},
            "x": 0,
            "xanchor": "left",
            "len": 1,
            "pad": {"t": 4, "b": 0, "l": 0, "r": 0},
            "bgcolor": page.accent,
            "activebgcolor": page.highlight,
            "bordercolor": page.muted,
            "tickcolor": page.muted,
            "font": {"size": small},
            **shared,
        }
    ]
    return figure


def _changes(versions: Sequence[Trace]) -> list[Trace]:
    """Of one trace in every frame: its type, and the settings that are not the same in all of them."""
    kind = {"type": versions[0]["type"]} if "type" in versions[0] else {}
    found = [dict(kind) for _version in versions]
    for name, first in versions[0].items():
        values = [version[name] for version in versions]
        if isinstance(first, dict):
            inner = _changes(values)
            values = inner if any(inner) else []
        elif all(_same(first, value) for value in values[1:]):
            values = []
        for change, value in zip(found, values, strict=False):
            change[name] = value
    return found


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    return bool(one == other)

"""The figures of the lesson."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, memory_update
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.worked_example.runs import ENTRIES, UNITS, step_of, swept
from rnnviz.theme import pixels

FAR = 20
"""How far the swept entry goes to either side."""

PLACES = tuple(np.linspace(-FAR, FAR, 81).tolist())


def updated(context: Context) -> go.Figure:
    """How c is made in each unit."""
    figure = memory_update(step_of(context.values), dark=context.dark, words=context.words)
    small = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font_size": pixels("small")}
    return figure.update_layout(margin={"l": 64, "r": 24, "t": 116, "b": 56}, height=380, legend=small)


def moved(context: Context) -> go.Figure:
    """c and h of both units while one entry of x moves, the others as they are set."""
    said, entry = context.said, ENTRIES.index(context.values["entry"])
    x = tuple(float(context.values[name]) for name in ENTRIES)
    c, h = swept(x, entry, PLACES)
    lines = [
        Curve(said[f"{name}_of"].format(unit=unit), values[:, unit], colour)
        for name, values, colour in (("c", c, "cell_state"), ("h", h, "hidden_state"))
        for unit in range(UNITS)
    ]
    figure = curves(
        PLACES,
        lines,
        title=said["moved_title"].format(entry=entry),
        across=f"x[{entry}]",
        up="",
        at=x[entry],
        dark=context.dark,
    )
    return figure.update_yaxes(range=[-2, 2])

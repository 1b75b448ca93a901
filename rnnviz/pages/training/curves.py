"""The losses of a run, while it learns and afterwards: one chart that grows and is never put there anew."""

from collections.abc import Mapping

import numpy as np

from rnnviz.live_chart import Level, Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look

HEIGHT = 280
"""Of the drawing (pixels)."""


def losses(
    visit: Visit,
    look: Look,
    levels: Mapping[str, float] | None = None,
    styles: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """The loss of every network over the steps, by powers of ten.

    ``levels`` are drawn across, by their names; ``styles`` are colour and dash of the networks that have their own.
    """
    _ = visit.translate
    rows, told = look.losses, look.progress
    if told is None:
        return
    own = styles or {}
    lines = [
        Line(_(name), rows[:, place], colour, dash, diverged=told.diverged.get(name))
        for place, name in enumerate(look.names)
        for colour, dash in [own.get(name, (None, None))]
    ]
    live_chart(
        message(
            np.arange(len(rows)),
            lines,
            [Level(name, value) for name, value in (levels or {}).items()],
            title=_("Loss of each batch, before the step that it leads to"),
            across=_("step of the optimizer"),
            up=_("loss"),
            logarithmic=True,
            until=told.steps,
            height=HEIGHT,
            translate=_,
        ),
        key="losses",
    )

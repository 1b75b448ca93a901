"""How long the track that is shown remembers: what is kept, for how long, and which gates stand open or closed."""

from collections.abc import Callable
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from rnnviz import limits
from rnnviz.analysis import Memory
from rnnviz.analysis import memory as memory_of
from rnnviz.figures import half_lives, kept_memory, saturation_bars
from rnnviz.figures.frame import description
from rnnviz.figures.memory.half_lives import steps_number
from rnnviz.figures.memory.kept import steps_drawn
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.panels.chart import chart
from rnnviz.pages.say import calm
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation


def memory(visit: Visit) -> None:
    """One sentence with today's numbers, and three small figures."""
    _ = visit.translate
    scenario = visit.scenario
    found = memory_of(visit.recording.track(scenario.layer, scenario.direction, scenario.row))
    dark = st.context.theme.type == "dark"
    st.markdown(said(found, scenario.t, _))
    still = (half_lives, saturation_bars) if found.factor else (saturation_bars,)
    figures = [partial(kept_memory, found, at=scenario.t, dark=dark, words=_)]
    figures += [partial(_still, draw, found, dark, _) for draw in still]
    for number, (column, draw) in enumerate(zip(st.columns(len(figures)), figures, strict=True)):
        with column, calm(_):
            figure = draw()
            chart(visit, f"memory_{number}", figure, description(figure))


def _still(draw: Callable[..., go.Figure], found: Memory, dark: bool, words: Translation) -> go.Figure:
    """A figure that is the same at every time step, drawn once."""
    track = found.track
    key = draw, track.recording.version, track.layer, track.direction, track.batch, dark, words
    return _STILL.get(key, lambda: draw(found, dark=dark, words=words))


def said(found: Memory, t: int, words: Translation) -> str:
    """What the figures say, in words."""
    _ = words
    state, track = found.state, found.track
    if found.factor is None:
        reached = found.reach(t, steps=steps_drawn(found))
        known = np.flatnonzero(~np.isnan(reached).all(axis=1))
        length = float(np.mean(reached[known[0]]))
        return _(
            "The cell type {cell_type} has no direct path from {state} to the next: all of its past goes through a "
            "matrix. The derivative of {state} at t = {t} by that of {steps} steps before has length {length} (mean)."
        ).format(
            cell_type=track.cell_type.name,
            state=f"`{state}`",
            t=t,
            steps=len(reached) - 1 - int(known[0]),
            length=f"{length:.1e}",
        )
    factor, half = float(np.mean(found.factors)), float(np.median(found.half_life))
    kept = found.kept(t)
    first = float(np.mean(kept[0]))
    told = _("{factor} is {value:.2f} on average, so half of a unit's {state} is gone after {steps} steps (median).")
    if np.isinf(half):
        told = _("{factor} is {value:.2f} on average: {state} does not fade (median).")
    elif np.isnan(half):
        told = _("{factor} is not a number everywhere: how long {state} lasts cannot be told.")
    text = told.format(factor=f"`{found.factor}`", value=factor, state=f"`{state}`", steps=steps_number(half))
    share = _("After t = {t}, {share} of the first {state} is still there.")
    percent = f"{100 * first:.2g} %" if first < 0.1 else f"{100 * first:.0f} %"
    return text if np.isnan(first) else f"{text} {share.format(t=t, share=percent, state=f'`{state}_0`')}"


_STILL = Shelf[go.Figure](most=limits.MAX_PICTURES, most_bytes=limits.MAX_PICTURE_BYTES, size=lambda figure: 50_000)
"""Each is small: a bar for a unit, or one for a gate."""

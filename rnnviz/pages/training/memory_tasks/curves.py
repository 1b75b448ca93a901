"""Growing distances: the curves, and what they say."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from rnnviz.figures import Panel, Scores, memory_curves
from rnnviz.live_chart import Level, Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.curves import HEIGHT
from rnnviz.pages.training.memory_tasks.draw import STYLES, axis
from rnnviz.pages.visit import Visit
from rnnviz.training.memory_tasks import MemoryCurves, MemorySweepPlan, sentences
from rnnviz.training.memory_tasks.networks import cell_type_of
from rnnviz.training.runs import Look
from rnnviz.training.task import Measured
from rnnviz.words import Translation


def draw_sweep(visit: Visit, plan: MemorySweepPlan, look: Look) -> None:
    """The medians, while they grow; every seed and the sentences at the end."""
    _ = visit.translate
    last: dict[str, Measured] = {mark.name: mark.measured for mark in look.marks}
    found = plan.task().curves(last)
    medians = _medians(found)
    live_chart(
        message(
            found.distances,
            [Line(_(name), rows, *STYLES[name]) for name, rows in medians.items()],
            [Level(_("chance"), found.kind.chance)],
            title=_("Median of the seeds by distance, on fresh cases, as it is now"),
            across=_("distance (time steps)"),
            up=axis(found.kind, _),
            height=HEIGHT,
            translate=_,
        ),
        key="medians",
    )
    if not look.going:
        figure_view(visit, figure(found, _("Every seed"), _), "sweep")
        st.markdown(bullets(sentences(found, _)))


def _medians(found: MemoryCurves) -> Mapping[str, np.ndarray]:
    (clip,) = found.scores
    return {name: found.median_scores(clip, name) for name in found.networks}


def figure(found: MemoryCurves, title: str, words: Translation) -> go.Figure:
    """A panel with clipping and one without, where there are both."""
    _ = words
    panels = []
    for clip, networks in found.scores.items():
        name = _("Gradients clipped to {norm}").format(norm=f"{clip:g}") if clip else _("Without clipping")
        panels.append(Panel(name, [Scores(_(each), cell_type_of(each), rows) for each, rows in networks.items()]))
    return memory_curves(
        found.distances,
        panels,
        title=title,
        up=axis(found.kind, _),
        chance=found.kind.chance,
        share=found.kind.measure == "accuracy",
        dark=st.context.theme.type == "dark",
        words=_,
    )


def bullets(texts: list[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {text}" for text in texts)

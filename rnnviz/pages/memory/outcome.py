"""The gradient on its way back, and what is kept of the state, beside each other."""

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from rnnviz.figures import fading
from rnnviz.lessons.memory import Fading
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.visit import Visit


def outcome(visit: Visit, found: Sequence[Fading]) -> None:
    """The two figures."""
    _ = visit.translate
    dark = st.context.theme.type == "dark"
    gradient, kept = st.columns(2, gap="medium")
    with gradient:
        lines = {one.cell_type: (f"{one.cell_type}: dL/d{one.state}", one.shares) for one in found}
        title = _("The gradient on its way back")
        _chart(
            visit,
            "memory_gradient",
            fading(lines, title=title, up=_("share of the gradient"), dark=dark, words=_),
            _("A line that falls is a gradient that vanishes, one that rises explodes: every way back counts."),
        )
    with kept:
        lines = {
            one.cell_type: (f"{one.cell_type}: {one.state}, {one.factor}", one.kept)
            for one in found
            if one.kept is not None
        }
        title = _("What is kept of the state, along the direct path alone")
        _chart(
            visit,
            "memory_kept",
            fading(lines, title=title, up=_("share of the state"), dark=dark, words=_),
            _("The product of the forget gates of the LSTM, and of the update gates of the GRU. An RNN has neither."),
        )


def _chart(visit: Visit, key: str, figure: go.Figure, caption: str) -> None:
    figure_view(visit, figure, key)
    st.caption(caption)

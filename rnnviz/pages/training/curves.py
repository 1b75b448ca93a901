"""The losses of a run, while it learns and afterwards."""

import streamlit as st

from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look


def losses(visit: Visit, look: Look, levels: dict[str, float] | None = None) -> None:
    """The loss of every network over the steps; ``levels`` are drawn across, by their names."""
    st.line_chart(look.losses)

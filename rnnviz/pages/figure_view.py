"""A figure on a page: larger in a lecture hall, else with the buttons that save it."""

import plotly.graph_objects as go
import streamlit as st

from rnnviz.figures import description, enlarged
from rnnviz.pages.figure_files import PLOTLY, figure_files
from rnnviz.pages.visit import Visit
from rnnviz.theme import LECTURE_SCALE


def figure_view(visit: Visit, figure: go.Figure, key: str) -> None:
    """Show a figure; ``key`` is that of the chart and, with dashes, the name of its files."""
    present = visit.scenario.present
    with st.container(key=f"figure-{key}", gap=None):
        shown = enlarged(figure, LECTURE_SCALE) if present else figure
        st.plotly_chart(shown, key=key, theme="streamlit", config=PLOTLY, alt=description(figure))
        if not present:
            figure_files(visit.translate, figure, f"rnnviz-{key.replace('_', '-')}", f"figure-{key}")

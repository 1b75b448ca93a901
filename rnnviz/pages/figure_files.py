"""A figure as a file: PNG and SVG drawn by the browser that shows it, and a page that works without a network."""

import plotly.graph_objects as go
import streamlit as st

from rnnviz.pages.static_files import static_file
from rnnviz.words import Translation

PLOTLY = {"displayModeBar": True, "modeBarButtons": [["toImage"]], "displaylogo": False}
"""Plotly's own button for pictures is there, unseen: the buttons below the figure press it."""

_FILES = st.components.v2.component(
    "rnnviz_figure_files", js=static_file("figure_files.js"), css=static_file("figure_files.css")
)


def figure_files(translate: Translation, figure: go.Figure, name: str, key: str) -> None:
    """The buttons below a figure.

    Args:
        translate: the words of the visit.
        figure: what is saved as a page; pictures are of what is seen.
        name: of the files, without an extension.
        key: of the container that holds the figure.
    """
    _ = translate
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key=f"{key}-files"):
        words = {"PNG": _("Save as PNG"), "SVG": _("Save as SVG")}
        _FILES(key=f"{key}-pictures", data={"words": words, "name": name, "within": key}, width=84, height="content")
        st.download_button(
            "HTML",
            lambda: figure.to_html(include_plotlyjs=True, full_html=True),
            file_name=f"{name}.html",
            mime="text/html",
            on_click="ignore",
            type="tertiary",
            key=f"{key}-page",
            help=_("Save as a page that works without a network"),
        )

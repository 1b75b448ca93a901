"""The chart inside Streamlit."""

from collections.abc import Mapping

import streamlit as st

from rnnviz.live_chart.bundle import style, view_script

_VIEW = st.components.v2.component("rnnviz_live_chart", css=style(), js=view_script())


def live_chart(message: Mapping[str, object], *, key: str) -> None:
    """Show a chart, or bring the one with this key up to date.

    Args:
        message: what `rnnviz.live_chart.message` returned.
        key: of the component; as long as it stays the same, so does the drawing on the page.
    """
    _VIEW(key=key, data=dict(message), height="content")

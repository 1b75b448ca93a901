"""The title, the known examples, and the module as one line of code."""

import streamlit as st

from rnnviz.lessons.shapes import PRESETS, program
from rnnviz.pages.visit import Visit


def head(visit: Visit) -> None:
    """Title and examples in one line, the module under them."""
    _ = visit.translate
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="shape_head"):
        st.title(_("Shapes"), anchor=False, width="content")
        for number, preset in enumerate(PRESETS):
            chosen = all(
                getattr(visit.scenario, name) == value for name, value in preset.settings.items() if name != "chosen"
            )
            st.button(
                _(preset.title),
                key=f"preset.{number}",
                type="primary" if chosen else "secondary",
                on_click=visit.put,
                kwargs=dict(preset.settings),
            )
    st.code("\n".join(program(visit.scenario, visit.recording)[1:]), language="python")

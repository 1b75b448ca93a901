"""A button that prints the handout of what is on the page."""

import streamlit as st

from rnnviz.handouts import handout
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit

_BUTTON = st.components.v2.component(
    "rnnviz_print", js=static_file("print_button.js"), css=static_file("copy_buttons.css")
)


def print_button(visit: Visit) -> None:
    """The whole calculation, a page for each time step; the browser's own print dialog opens."""
    _ = visit.translate
    scenario = visit.scenario
    made = handout(list(visit.recording.track()), language=scenario.language, digits=scenario.digits)
    data = {"label": _("Print as a handout"), "page": made.to_html()}
    _BUTTON(key="print", data=data, height="content", width="content")

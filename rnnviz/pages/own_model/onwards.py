"""Where to go from here: through the network step by step."""

import streamlit as st

from rnnviz.pages.page_list import DEBUGGER, page_list
from rnnviz.pages.visit import Visit


def onwards(visit: Visit) -> None:
    """A button into the debugger."""
    _ = visit.translate
    if st.button(
        _("Step through it"),
        key="own_model_step",
        type="primary",
        width="stretch",
        on_click=visit.leave_for,
        args=(DEBUGGER,),
    ):
        st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))

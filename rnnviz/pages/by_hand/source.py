"""The source of the module, as Python has it."""

import inspect

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.page_list import TRACE, page_list
from rnnviz.pages.visit import Visit


def source(visit: Visit) -> None:
    """The class, and the way to where it is run line by line."""
    _ = visit.translate
    there = {"trace": visit.scenario.module, "trace_step": 0}
    if st.button(_("Run it line by line"), on_click=visit.go_to, args=(TRACE,), kwargs=there):
        st.switch_page(page_list()[TRACE], query_params=visit.query(TRACE))
    with st.container(key="module_source"):
        st.code(inspect.getsource(ENTRIES[visit.scenario.module].kind).rstrip(), language="python", line_numbers=True)

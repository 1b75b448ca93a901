"""The source of the module, as Python has it."""

import inspect

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.visit import Visit


def source(visit: Visit) -> None:
    """The class, line by line."""
    with st.container(key="module_source"):
        st.code(inspect.getsource(ENTRIES[visit.scenario.module].kind).rstrip(), language="python", line_numbers=True)

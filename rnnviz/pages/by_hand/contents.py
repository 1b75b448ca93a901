"""The list of the modules."""

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.visit import Visit


def contents(visit: Visit) -> None:
    """Every module, the one that is shown standing out."""
    _ = visit.translate
    with st.sidebar.container(gap=None, key="module_list"):
        for name, entry in ENTRIES.items():
            st.button(
                _(entry.title),
                key=f"module.{name}",
                type="primary" if name == visit.scenario.module else "tertiary",
                on_click=visit.open,
                kwargs={"module": name},
                width="stretch",
            )

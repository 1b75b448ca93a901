"""The list of the modules."""

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.buttons import buttons
from rnnviz.pages.visit import Visit


def contents(visit: Visit) -> None:
    """Every module, the one that is shown standing out."""
    titles = {name: entry.title for name, entry in ENTRIES.items()}
    with st.sidebar:
        buttons(
            visit,
            titles,
            visit.scenario.module,
            lambda name: visit.open(module=name),
            kind="module",
            key="module_list",
        )

"""What the module is, and what to look at in its code."""

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.in_order import in_order
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def head(visit: Visit) -> None:
    """Title and idea, and the modules before and after."""
    titles = {name: entry.title for name, entry in ENTRIES.items()}
    in_order(visit, titles, visit.scenario.module, "module_head", lambda name: visit.open(module=name))
    st.markdown(plain(visit.translate(ENTRIES[visit.scenario.module].idea)))

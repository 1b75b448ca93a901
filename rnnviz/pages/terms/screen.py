"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit


def glossary_page() -> None:
    """The page of the glossary."""
    visit = Visit.current()
    _ = visit.translate
    with calm(_):
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        st.title(_("Glossary"), anchor=False)
    page_facts(visit)
    visit.write_address()

"""Cards beside the links to the glossary: what a term means, without leaving the page."""

import streamlit as st

from rnnviz.lessons.glossary import glossary
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit

_CARDS = st.components.v2.component("rnnviz_term_cards", js=static_file("term_cards.js"))


def term_cards(visit: Visit) -> None:
    """Give the page the short sentence of every term."""
    language = visit.scenario.language
    terms = {name: (term.name(language), term.short(language)) for name, term in glossary().items()}
    _CARDS(key="term_cards", data={"terms": terms}, height="content")

"""The search field: what it holds filters the terms while it is typed, in the browser."""

from collections.abc import Sequence

import streamlit as st

from rnnviz.lessons.glossary import Term
from rnnviz.pages.static_files import static_file
from rnnviz.pages.terms.card import key_of
from rnnviz.pages.visit import Visit
from rnnviz.words import LANGUAGES

_SEARCH = st.components.v2.component(
    "rnnviz_glossary_search", js=static_file("glossary_search.js"), css=static_file("glossary_search.css")
)


def search(visit: Visit, terms: Sequence[Term]) -> None:
    """The field, for the terms that stand in the list."""
    _ = visit.translate
    data = {
        "label": _("Look for a word, a symbol, a part of an explanation"),
        "found": _("Terms found: {count}"),
        "none": _("No term holds this."),
        "terms": [{"key": key_of(term), "part": part_of(term.topic), "text": searched(term)} for term in terms],
    }
    _SEARCH(key="glossary_search", data=data, height="content")


def part_of(topic: str) -> str:
    """The key of a topic's part of the page."""
    return f"topic_of-{topic}"


def searched(term: Term) -> str:
    """What is looked through: names, symbol and the short explanation in every language, in small letters."""
    said = (
        text for language in LANGUAGES for text in (term.name(language), *term.also(language), term.short(language))
    )
    return " \n".join((term.symbol, *said)).lower()

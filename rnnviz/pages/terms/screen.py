"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.glossary import glossary
from rnnviz.pages import sidebar
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.terms.card import card
from rnnviz.pages.terms.contents import contents, topic_names
from rnnviz.pages.terms.headings import heading
from rnnviz.pages.terms.search import part_of, search
from rnnviz.pages.terms.symbols import symbols
from rnnviz.pages.visit import Visit


def glossary_page() -> None:
    """The page of the glossary."""
    visit = Visit.current()
    _ = visit.translate
    with calm(_):
        contents(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        st.title(_("Glossary"), anchor=False)
        looked_up = glossary().get(visit.scenario.term)
        if looked_up is not None:
            with st.container(key="term_lit"):
                card(visit, looked_up, level=2)
        terms = [term for term in glossary().values() if term is not looked_up]
        search(visit, terms)
        for topic, name in topic_names(_).items():
            with st.container(key=part_of(topic)):
                heading(topic, name)
                for term in terms:
                    if term.topic == topic:
                        card(visit, term)
        symbols(visit)
        page_facts(visit, _code(visit))
    visit.write_address()


def _code(visit: Visit) -> str:
    """The same in Python: the term that is looked up, else all of them."""
    language, term = visit.scenario.language, visit.scenario.term
    imports = "from rnnviz.lessons.glossary import glossary\n\n"
    if term:
        return f'{imports}print(glossary()["{term}"].text("{language}"))\n'
    return f'{imports}for term in glossary().values():\n    print(term.name("{language}"), term.short("{language}"))\n'

"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.characters import program
from rnnviz.pages import sidebar
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.training.run import look_of, training_run
from rnnviz.pages.training.settings import training_settings
from rnnviz.pages.training.text.live import draw
from rnnviz.pages.training.text.settings import network, samples
from rnnviz.pages.training.text.source import source
from rnnviz.pages.training.text.trained_before import trained_before
from rnnviz.pages.visit import Visit
from rnnviz.training.text import CharactersPlan


def characters() -> None:
    """The page of character models."""
    visit = Visit.current()
    _ = visit.translate
    plan = settings_of(visit, CharactersPlan)
    with calm(_), st.sidebar:
        source(visit, plan)
        network(visit, plan)
        samples(visit, plan)
        training_settings(visit, plan)
    with calm(_):
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        _head(visit)
        training_run(visit, CharactersPlan, draw)
        if look_of(visit, plan) is None:
            trained_before(visit, plan)
    page_facts(visit, program(plan))
    visit.write_address()


def _head(visit: Visit) -> None:
    _ = visit.translate
    with st.container(key="text_part_head", gap="small"):
        st.title(_("Text, character by character"), anchor=False)
        st.caption(
            _(
                "The network reads one character at a time and says which one comes next. It begins with “hello”: "
                "after the first l comes an l, after the second an o."
            )
        )

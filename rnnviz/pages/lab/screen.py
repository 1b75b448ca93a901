"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.lab.chosen import chosen, seed_of
from rnnviz.pages.lab.contents import contents, neighbours
from rnnviz.pages.lab.outcome import outcome
from rnnviz.pages.lab.programs import KNOWN, both_programs, programs
from rnnviz.pages.lab.riddle import riddle
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.quiz import predict_switch
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def pitfall_lab() -> None:
    """The page of the pitfall lab."""
    visit = Visit.current()
    _ = visit.translate
    name, pitfall = chosen(visit)
    with calm(_):
        predict_switch(visit)
        contents(visit, name)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        neighbours(visit, name)
        st.markdown(plain(_(pitfall.story)))
    with calm(_):
        marks = riddle(visit, name, pitfall)
        if marks is KNOWN:
            programs(visit, pitfall)
            outcome(visit, pitfall)
        page_facts(visit, both_programs(pitfall, seed_of(visit), marks))
    visit.write_address()

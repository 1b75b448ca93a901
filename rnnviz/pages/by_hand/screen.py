"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.by_hand import compared, program
from rnnviz.pages import sidebar
from rnnviz.pages.by_hand.contents import contents
from rnnviz.pages.by_hand.controls import controls
from rnnviz.pages.by_hand.head import head
from rnnviz.pages.by_hand.proof import proof
from rnnviz.pages.by_hand.source import source
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.steps import steps
from rnnviz.pages.visit import Visit


def by_hand_modules() -> None:
    """The page of the modules written by hand."""
    visit = Visit.current()
    visit.told = visit.scenario
    _ = visit.translate
    with calm(_):
        contents(visit)
        controls(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        head(visit)
        code, equal = st.columns([3, 2], gap="medium")
        with code, calm(_):
            source(visit)
        with equal, calm(_):
            proof(visit, compared(visit.scenario))
    with calm(_):
        steps("by_hand_player")
    page_facts(visit, program(visit.scenario))
    visit.write_address()

"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.conventions import SHOWN, compared, program
from rnnviz.pages import sidebar
from rnnviz.pages.conventions.contents import contents
from rnnviz.pages.conventions.controls import controls
from rnnviz.pages.conventions.laid_out import laid_out
from rnnviz.pages.conventions.outcome import outcome
from rnnviz.pages.conventions.what import what
from rnnviz.pages.in_order import in_order
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.steps import steps
from rnnviz.pages.visit import Visit


def between_frameworks() -> None:
    """The page of what frameworks do differently."""
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
        in_order(visit, SHOWN, visit.scenario.difference, "convention_head", lambda name: visit.open(difference=name))
        found = compared(visit.scenario)
        picture, words = st.columns([3, 2], gap="medium")
        with picture, calm(_):
            outcome(visit, found)
        with words, calm(_):
            what(visit, found)
    with calm(_):
        laid_out(visit, found)
        steps("convention_player")
    page_facts(visit, program(visit.scenario))
    visit.write_address()

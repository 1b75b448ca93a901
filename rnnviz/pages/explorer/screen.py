"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.shapes import script
from rnnviz.pages import sidebar
from rnnviz.pages.explorer.checks import checks
from rnnviz.pages.explorer.controls import controls
from rnnviz.pages.explorer.head import head
from rnnviz.pages.explorer.parameters import parameters
from rnnviz.pages.explorer.picture import picture
from rnnviz.pages.explorer.riddles import riddles
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.quiz import predict_switch
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit


def shape_explorer() -> None:
    """The page of the shape explorer."""
    visit = Visit.current()
    _ = visit.translate
    with calm(_):
        controls(visit)
        predict_switch(visit)
        sidebar.open_in_debugger(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        head(visit)
    with calm(_):
        if riddles(visit):
            picture(visit)
            equal, weights = st.columns([11, 9], gap="medium")
            with equal, calm(_):
                checks(visit)
            with weights, calm(_):
                parameters(visit)
    page_facts(visit, script(visit.scenario, visit.recording))
    visit.write_address()

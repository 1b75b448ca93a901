"""The player and what follows it: the part of the page that is drawn again at every rest, without the rest of it."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.numbers import numbers
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.panels import panels
from rnnviz.pages.player_view import player_view
from rnnviz.pages.recording_file import recording_file
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.stops import player_ticks
from rnnviz.pages.training.moments import moments
from rnnviz.pages.visit import Visit

NAMES = 44
"""Height of the row of names under the player: whoever sees it finds the panels; as in pages.css (pixels)."""


def debugger() -> None:
    """The debugger page."""
    visit = Visit.current()
    visit.told = visit.scenario
    with calm(visit.translate):
        if not visit.scenario.recorded_before:
            sidebar.network(visit)
        sidebar.data(visit)
        if not visit.scenario.recorded_before:
            sidebar.weights(visit)
        if not visit.scenario.recorded_before or visit.scenario.source == "model":
            sidebar.gradients(visit)
        sidebar.proof(visit)
        recording_file(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, visit.translate)
    with calm(visit.translate):
        if visit.scenario.source == "training":
            moments(visit)
        visit.drawn = visit.recording.version, visit.notices
        numbers()
        _follow()
    visit.write_address()


@st.fragment
def _follow() -> None:
    visit = Visit.current()
    with calm(visit.translate):
        version, said = visit.drawn
        if visit.recording.version != version or (visit.notices and visit.notices != said):
            # A panel chose another run, or could not: the whole page shows it.
            st.rerun(scope="app")
        player_view(visit, "player", tour=True, below=NAMES, ticks=player_ticks(visit))
    with calm(visit.translate):
        panels(visit)
    page_facts(visit)
    visit.write_address()

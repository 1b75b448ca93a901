"""The calculation, stepped line by line, with the picture beside it."""

import streamlit as st

from rnnviz.lessons.worked_example import by_hand
from rnnviz.lessons.worked_example.as_printed import lines, stand_in
from rnnviz.pages.example.given import given
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.player_view import player_view
from rnnviz.pages.say import calm
from rnnviz.pages.sent import Wanted, sent
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player
from rnnviz.player.sheet import sheet

BELOW = 330
"""Pixels under the player that the tables need, so that an edit and what follows from it are seen together."""


def calculation(visit: Visit) -> None:
    """The player with its sheet; in the printed reading with the rows that were cut in the diagram's place."""
    player.store(sent(visit.recording, Wanted()).base)
    _follow()


@st.fragment
def _follow() -> None:
    visit = Visit.current()
    with calm(visit.translate):
        _view(visit)
    page_facts(visit)
    visit.write_address()


def _view(visit: Visit) -> None:
    rec, scenario = visit.recording, visit.scenario
    if scenario.reading == "printed":
        run = by_hand(given(scenario))
        shown: dict[str, object] = {
            "sheet": lines(run, digits=scenario.digits),
            "run": stand_in(run, rec.version, digits=scenario.digits),
        }
    else:
        shown = {"sheet": sheet(list(rec.track()), digits=scenario.digits)}
    player_view(visit, "sheet", tour=False, below=BELOW, **shown)

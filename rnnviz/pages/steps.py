"""The player of a page that shows a recording of its own."""

import streamlit as st

from rnnviz.pages.player_view import player_view
from rnnviz.pages.say import calm
from rnnviz.pages.sent import Anchor, sent
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player


def steps(visit: Visit, key: str) -> None:
    """The same player as the debugger's; each page has a key of its own."""
    scenario = visit.scenario
    here: Anchor = (scenario.layer, scenario.direction, scenario.row, scenario.t)
    numbers = sent(visit.recording, here, visit.anchor)
    visit.anchor = numbers.anchor
    player.store(numbers.payload)
    _follow(key)


@st.fragment
def _follow(key: str) -> None:
    visit = Visit.current()
    with calm(visit.translate):
        player_view(visit, key)
    visit.write_address()

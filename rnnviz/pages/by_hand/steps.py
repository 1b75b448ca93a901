"""The player of the module's recording."""

import streamlit as st

from rnnviz.pages.player_view import player_view
from rnnviz.pages.say import calm
from rnnviz.pages.sent import Anchor, sent
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player


def steps(visit: Visit) -> None:
    """The same player as the debugger's, on a recording of the code above."""
    scenario = visit.scenario
    here: Anchor = (scenario.layer, scenario.direction, scenario.row, scenario.t)
    numbers = sent(visit.recording, here, visit.anchor)
    visit.anchor = numbers.anchor
    player.store(numbers.payload)
    _follow()


@st.fragment
def _follow() -> None:
    visit = Visit.current()
    with calm(visit.translate):
        player_view(visit, "by_hand_player")
    visit.write_address()

"""The numbers that the player steps through."""

import streamlit as st

from rnnviz.pages.say import calm
from rnnviz.pages.sent import sent
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player


@st.fragment
def numbers() -> None:
    """Send what the player needs; alone, so that the next numbers of a long recording cost nothing else."""
    visit = Visit.current()
    with calm(visit.translate):
        found = sent(visit.recording, visit.wanted)
        player.store(found.base, on_ask=visit.ask)
        if found.window is not None:
            player.store(found.window, key="window")
        if found.detail is not None:
            player.store(found.detail, key="detail")

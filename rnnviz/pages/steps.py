"""The player of a page that shows a recording of its own."""

import streamlit as st

from rnnviz.pages.numbers import numbers
from rnnviz.pages.player_view import player_view
from rnnviz.pages.say import calm
from rnnviz.pages.visit import Visit


def steps(key: str) -> None:
    """The same player as the debugger's; each page has a key of its own."""
    numbers()
    _follow(key)


@st.fragment
def _follow(key: str) -> None:
    visit = Visit.current()
    with calm(visit.translate):
        player_view(visit, key)
    visit.write_address()

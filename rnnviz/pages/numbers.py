"""The numbers that the player steps through."""

from functools import partial

import streamlit as st

from rnnviz.pages.place import Place
from rnnviz.pages.say import calm
from rnnviz.pages.sent import Wanted, covers, sent, wanted_of
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player


@st.fragment
def numbers() -> None:
    """Send what the player needs; alone, so that the next numbers of a long recording cost nothing else."""
    visit = Visit.current()
    with calm(visit.translate):
        found = sent(visit.recording, _wanted(visit))
        player.store(found.base, on_ask=partial(ask, visit))
        if found.window is not None:
            player.store(found.window, key="window")
        if found.detail is not None:
            player.store(found.detail, key="detail")


def ask(visit: Visit, report: Place) -> None:
    """Callback: the player misses numbers, or soon will."""
    with visit.answering():
        rec = visit.recording
        wanted = wanted_of(report, rec)
        if wanted is not None:
            visit.asked = rec.version, _here(visit), wanted


def _wanted(visit: Visit) -> Wanted:
    """The place that the player's numbers are sent for: the one it asked for last, until it rests elsewhere."""
    rec, here = visit.recording, _here(visit)
    if visit.asked is None or visit.asked[0] != rec.version:
        return here
    _, before, wanted = visit.asked
    return wanted if here == before or covers(rec, wanted, here) else here


def _here(visit: Visit) -> Wanted:
    scenario = visit.scenario
    return Wanted(scenario.layer, scenario.direction, scenario.row, scenario.t, scenario.zoom)

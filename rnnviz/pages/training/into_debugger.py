"""From a training into the debugger, with the slider through its time."""

from collections.abc import Mapping

import streamlit as st

from rnnviz.analysis import break_at
from rnnviz.pages.page_list import DEBUGGER, page_list
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look

FIRST: Mapping[str, object] = {"layer": 0, "direction": "forward", "row": 0, "t": 0, "operation": None, "unit": None}
"""Where a recording is opened if nothing else is said."""


def into_debugger(
    visit: Visit,
    look: Look,
    network: str,
    label: str,
    *,
    inside: str = "",
    bad: bool = False,
    place: Mapping[str, object] | None = None,
) -> None:
    """A button that opens a network there: at its last moment, or where its numbers became none.

    Args:
        visit: the visit.
        look: the run.
        network: its name in the run.
        label: of the button.
        inside: the recurrent module; the first if empty.
        bad: whether to open the first number that is not finite.
        place: layer, direction, row, t, unit, where that is not the beginning.
    """
    key = f"debugger_{network}_{inside}_{bad}"
    if st.button(label, key=key, on_click=go, args=(visit, look, network, inside, bad, place)):
        st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))


def go(
    visit: Visit,
    look: Look,
    network: str,
    inside: str = "",
    bad: bool = False,
    place: Mapping[str, object] | None = None,
) -> None:
    """Callback: the debugger is to show this training when one goes there; the arguments are those above."""
    with visit.answering():
        history = look.history(network)
        found = {**FIRST, **(place or {}), "moment": history.steps[-1]}
        if bad:
            hit = break_at(history.recording(None, inside or None), "not-finite").first
            if hit is not None:
                found |= {"layer": hit.layer, "direction": hit.direction, "row": hit.batch, "t": hit.t}
        visit.go_to(
            DEBUGGER,
            source="training",
            training=look.key,
            trainee=network,
            inside=inside,
            what_if="",
            compared="",
            zoom=None,
            origin="",
            loss="none",
            **found,
        )

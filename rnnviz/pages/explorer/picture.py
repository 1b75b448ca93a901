"""The picture: the network unrolled with its tensors, drawn in the browser."""

import streamlit as st

from rnnviz import limits
from rnnviz.explorer import message
from rnnviz.explorer.bundle import style, view_script
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.visit import Visit

_VIEW = st.components.v2.component("rnnviz_explorer", css=style(), js=view_script())
_KEY = "explorer"


def picture(visit: Visit) -> None:
    """Draw it; what the user chooses in it comes back a moment later."""
    rec, words = visit.recording, visit.translate
    drawn = _PICTURES.get((rec.version, words.language), lambda: message(rec, words))
    data = {"picture": drawn, "chosen": visit.scenario.chosen, "jump": visit.jump}
    _VIEW(key=_KEY, data=data, height="content", on_choice_change=lambda: _chosen(visit))


def _chosen(visit: Visit) -> None:
    state = st.session_state.get(_KEY)
    choice = state.get("choice") if state is not None else None
    if isinstance(choice, str):
        visit.choose(choice)


_PICTURES = Shelf[dict[str, object]](
    most=limits.MAX_PICTURES, most_bytes=limits.MAX_MESSAGE_BYTES, size=lambda drawn: len(str(drawn))
)
"""Pictures kept ready, shared by all visits."""

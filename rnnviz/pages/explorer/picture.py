"""The picture: the network unrolled with its tensors, drawn in the browser."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from rnnviz import limits
from rnnviz.explorer import message
from rnnviz.explorer.bundle import style, view_script
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.explorer.chosen import choose, keep_chosen
from rnnviz.pages.say import say_lightly
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording
from rnnviz.words import Translation

_VIEW = st.components.v2.component("rnnviz_explorer", css=style(), js=view_script())
_KEY = "explorer"


@dataclass(frozen=True)
class _Drawn:
    """A picture as the browser gets it, and the places that can be chosen in it."""

    text: str
    places: frozenset[str]


def picture(visit: Visit) -> None:
    """Draw it; what the user chooses in it comes back a moment later."""
    rec, words = visit.recording, visit.translate
    drawn = _PICTURES.get((rec.version, words.language), lambda: _draw(rec, words))
    lost = keep_chosen(visit, drawn.places)
    if lost is not None:
        say_lightly(lost, words)
    # While the user chooses, the message stays the same: the browser shows it already.
    data = {"picture": drawn.text, "chosen": visit.pointed[1], "jump": visit.jump}
    _VIEW(key=_KEY, data=data, height="content", on_choice_change=lambda: _chosen(visit))


def _draw(rec: Recording, words: Translation) -> _Drawn:
    drawn = message(rec, words)
    return _Drawn(json.dumps(drawn, ensure_ascii=False), frozenset(drawn["items"]))


def _chosen(visit: Visit) -> None:
    state = st.session_state.get(_KEY)
    choice = state.get("choice") if state is not None else None
    # A report may be late: the network it speaks of is gone.
    if isinstance(choice, Mapping) and choice.get("version") == visit.recording.version:
        choose(visit, str(choice.get("key", "")))


_PICTURES = Shelf[_Drawn](
    most=limits.MAX_PICTURES, most_bytes=limits.MAX_PICTURE_BYTES, size=lambda drawn: len(drawn.text)
)
"""Pictures kept ready, shared by all visits."""

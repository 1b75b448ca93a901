"""The coloured text inside Streamlit: a store that is sent the text and its numbers once, and a view that shows them.

Two components, so that a click costs little: the store's message stays the same from run to run, the view's is small.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from rnnviz.coloured_text.bundle import store_script, style, view_script
from rnnviz.coloured_text.message import version_of
from rnnviz.coloured_text.show import MEAN, Chosen, view_data
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import HTML_LANGUAGES, Translation

_STORE = st.components.v2.component("rnnviz_text_store", js=store_script())
_VIEW = st.components.v2.component("rnnviz_coloured_text", css=style(), js=view_script())


@dataclass(frozen=True, slots=True)
class Reported:
    """What a person chose.

    Attributes:
        t: the time step that is chosen; None while none is.
        chosen: what the text is coloured by.
        again: whether the character was clicked that was chosen before.
    """

    t: int | None
    chosen: Chosen
    again: bool


def mount(
    rec: Recording,
    payload: bytes,
    *,
    key: str,
    words: Translation,
    chosen: Chosen = Chosen(),  # noqa: B008 (it is frozen)
    t: int | None = None,
    jump: int = 0,
    on_report: Callable[[Reported], None] = lambda reported: None,
) -> None:
    """Show a text.

    Args:
        rec: what was recorded.
        payload: its `rnnviz.coloured_text.message`.
        key: of the view; the store's begins with it.
        words: those of the visit.
        chosen: what to colour by; obeyed, as ``t`` is, when ``jump`` or the text is new to the script.
        t: the time step that is marked.
        jump: a count that grows when the script is to obey.
        on_report: gets what a person clicked or chose.
    """
    version = version_of(payload)

    def reported() -> None:
        place = _reported(key)
        # A report may be late: the text it speaks of is gone.
        if place is not None and place.get("version") == version:
            found = _read(place, rec)
            if found is not None:
                on_report(found)

    view = view_data(rec, version, chosen=chosen, t=t, jump=jump, words=words, opens=True)
    data = {**view, "language": HTML_LANGUAGES[words.language]}
    _VIEW(key=key, data=data, height="content", on_place_change=reported)
    # It shows nothing, and takes no room.
    with st.container(key=f"{key}_store"):
        _STORE(key=f"{key}_numbers", data=payload, height="content")


def _reported(key: str) -> Mapping[str, object] | None:
    state = st.session_state.get(key)
    place = state.get("place") if state is not None else None
    return place if isinstance(place, Mapping) else None


def _read(place: Mapping[str, object], rec: Recording) -> Reported | None:
    """What a report says, if the recording has it: a browser may send anything."""
    variable, direction = place.get("variable"), place.get("direction")
    if variable not in rec.cell.over_time or direction not in DIRECTIONS[: rec.num_directions]:
        return None
    layer, t = _within(place.get("layer"), 0, rec.num_layers), _within(place.get("t"), 0, rec.seq_len)
    unit = _within(place.get("unit"), MEAN, rec.hidden_size)
    if layer is None or unit is None or (t is None and place.get("t") is not None):
        return None
    return Reported(t, Chosen(str(variable), layer, str(direction), unit), place.get("again") is True)


def _within(value: object, least: int, beyond: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value < beyond else None

"""The player of traces inside Streamlit."""

from base64 import b64encode
from collections.abc import Callable, Mapping

import streamlit as st

from rnnviz.code_player.bundle import style, view_script
from rnnviz.code_player.message import message, version_of
from rnnviz.code_player.show import view_data
from rnnviz.tracing import Trace
from rnnviz.words import HTML_LANGUAGES, Translation

_VIEW = st.components.v2.component("rnnviz_code_player", css=style(), js=view_script())


def mount(
    trace: Trace,
    *,
    key: str,
    words: Translation,
    step: int = 0,
    jump: int = 0,
    payload: bytes | None = None,
    on_rest: Callable[[int], None] = lambda step: None,
) -> None:
    """Show a trace.

    Args:
        trace: the trace.
        key: of the component.
        words: those of the visit.
        step: where to begin; obeyed when ``jump`` or the trace is new to the player. While a person steps it should
            stay the same, and so does what is sent, which Streamlit then does not send again.
        jump: a count that grows when the player is to obey ``step``.
        payload: the trace's `message`, where it is kept ready.
        on_rest: gets the step where the person rests, a moment after the last move.
    """
    sent = message(trace) if payload is None else payload
    version = version_of(sent)

    def rested() -> None:
        place = _reported(key)
        # A report may be late: the trace it speaks of is gone.
        if place is not None and place.get("version") == version and type(place.get("step")) is int:
            on_rest(min(max(int(str(place["step"])), 0), max(len(trace) - 1, 0)))

    view = view_data(version, step=step, jump=jump, words=words)
    data = {**view, "language": HTML_LANGUAGES[words.language], "trace": b64encode(sent).decode("ascii")}
    _VIEW(key=key, data=data, height="content", on_place_change=rested)


def _reported(key: str) -> Mapping[str, object] | None:
    state = st.session_state.get(key)
    place = state.get("place") if state is not None else None
    return place if isinstance(place, Mapping) else None

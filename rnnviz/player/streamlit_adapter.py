"""The player inside Streamlit: a store that is sent the numbers once, and a view that steps through them.

Two components, so that a step costs nothing: the numbers travel in the store's message, which stays the same from run
to run, while the view's message is small.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from rnnviz.player.bundle import comparison_script, store_script, style, view_script

_STORE = st.components.v2.component("rnnviz_store", js=store_script())
_VIEW = st.components.v2.component("rnnviz_view", css=style(), js=view_script())
_COMPARISON = st.components.v2.component("rnnviz_comparison", css=style(), js=comparison_script())


def store(
    payload: bytes, *, key: str = "store", on_ask: Callable[[Mapping[str, object]], None] = lambda wanted: None
) -> None:
    """Send a message to the browser.

    Args:
        payload: what `rnnviz.player.message` made, or a part of a long track.
        key: of the component; each message that is on the page at the same time has one of its own.
        on_ask: gets the place (and ``zoom``, the range of the timeline) whose numbers the player misses, or soon will.
            Streamlit runs the part of the page again in which this store stands, and nothing else.
    """

    def asked() -> None:
        wanted = _reported(key, "asked")
        if wanted is not None:
            on_ask(wanted)

    _STORE(key=key, data=payload, height="content", on_asked_change=asked)


def view(
    *,
    key: str,
    version: str,
    jump: int,
    place: Mapping[str, object],
    language: str,
    words: Mapping[str, str],
    on_move: Callable[[Mapping[str, object]], None],
    **options: object,
) -> None:
    """Show the recording ``version`` of the store, at ``place`` if ``jump`` or ``version`` is new to the player.

    Args:
        key: of the component; each page has its own player.
        version: of the recording, as in the store's message.
        jump: a count that grows when the player is to obey ``place``.
        place: layer, direction, row, t, operation and unit.
        language: of the visit.
        words: the translations that the player may look up.
        on_move: gets the place where the person rests, a moment after the last step.
        options: ``zoom`` (the time steps that the timeline shows, as two numbers); ``tour`` (whether a newcomer is
            shown round); ``sheet`` (lines to show instead of the debugger's view, see `rnnviz.player.sheet`), ``run``
            (what stands in a recording's place) and ``below`` (pixels under the player that others need); ``ticks``
            (where breakpoints stop, see `rnnviz.player.ticks`); ``hall`` (for a lecture hall, the parts that are shown,
            in large type: "diagram", "timeline", "sentence", "formula", "code", "table").
    """

    def moved() -> None:
        place = _reported(key, "place")
        if place is not None:
            on_move(place)

    data: dict[str, Any] = {
        "version": version,
        "jump": jump,
        "place": dict(place),
        "language": language,
        "words": dict(words),
        **options,
    }
    _VIEW(key=key, data=data, on_place_change=moved)


def comparison(payload: bytes, *, key: str) -> None:
    """Show recordings under each other, with the cursor of the player that shows the first of them.

    Args:
        payload: what `rnnviz.player.comparison_message` made.
        key: of the component.
    """
    _COMPARISON(key=key, data=payload, height="content")


def _reported(key: str, name: str) -> Mapping[str, object] | None:
    state = st.session_state.get(key)
    report = state.get(name) if state is not None else None
    return report if isinstance(report, Mapping) else None

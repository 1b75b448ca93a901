"""The sliders beside the page, and the seed."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from rnnviz import limits
from rnnviz.pages import sidebar
from rnnviz.pages.visit import Visit

_DRAWN = "drawn"
"""The forget bias as the constructor draws it: a slider has no place for None."""


def controls(visit: Visit) -> None:
    """Time steps, forget bias, gain, hidden size, seed."""
    _ = visit.translate
    with st.sidebar:
        _slider(visit, "seq_len", _("Time steps"), range(10, limits.MAX_SMALL_SEQ_LEN + 1, 10))
        _slider(
            visit,
            "forget_bias",
            _("Forget bias of the LSTM"),
            [None, *(half / 2 for half in range(-4, 11))],
            lambda bias: _("as drawn") if bias == _DRAWN else f"{bias:g}".replace("-", "−"),
        )
        _slider(
            visit,
            "gain",
            _("Recurrent weights, in per cent of those drawn"),
            range(20, limits.MAX_GAIN + 1, 20),
            lambda gain: f"{gain} %",
        )
        _slider(visit, "hidden_size", _("Hidden size"), (2, 4, 8, 16, 32, 64, limits.MAX_SMALL_SIZE))
        sidebar.seed(visit)


def _slider(visit: Visit, setting: str, label: str, values: Iterable[Any], words: Callable[[Any], str] = str) -> None:
    """A slider over some values; one that came with a link and is none of them has a place among them."""
    now = getattr(visit.scenario, setting)
    numbers = sorted({one for one in (*values, now) if one is not None})
    options: list[Any] = [_DRAWN, *numbers] if setting == "forget_bias" else numbers
    # Not the setting's own name: elsewhere that is the key of a field that holds text.
    key = f"memory.{setting}"
    st.session_state[key] = _DRAWN if now is None else now

    def chosen() -> None:
        value = st.session_state[key]
        visit.set(setting, None if value == _DRAWN else value)

    st.select_slider(label, options, key=key, format_func=words, on_change=chosen)

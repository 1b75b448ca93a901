"""Let a trained network write, at any temperature and from any prompt."""

import html

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.characters import Reading
from rnnviz.pages.say import say
from rnnviz.pages.visit import Visit
from rnnviz.training.text import CharactersPlan, generated
from rnnviz.training.text.sampling import TEMPERATURE, TOP_K

LENGTH = 400
"""Characters that are written; after a short text, as many as it has."""

_KEYS = {"prompt": "write_prompt", "temperature": "write_temperature", "top_k": "write_top_k"}
_DRAW = "write_draw"


def write(visit: Visit, reading: Reading, plan: CharactersPlan) -> None:
    """The prompt, temperature and top-k, and what comes of them."""
    with st.container(key="text_part_write"):
        _write(visit, reading, plan)


def _write(visit: Visit, reading: Reading, plan: CharactersPlan) -> None:
    _ = visit.translate
    st.header(_("Let it write"), anchor=False)
    first = {"prompt": plan.prompt, "temperature": f"{plan.temperature:g}", "top_k": str(plan.top_k)}
    for setting, key in _KEYS.items():
        st.session_state.setdefault(key, first[setting])
    prompt, temperature, top_k, again = st.columns([6, 2, 2, 2], vertical_alignment="bottom")
    prompt.text_input(_("Prompt"), key=_KEYS["prompt"])
    temperature.text_input(_("Temperature"), key=_KEYS["temperature"])
    top_k.text_input(_("top-k, 0 for all"), key=_KEYS["top_k"])
    again.button(_("Write again"), key="write_again", on_click=_again, width="stretch")
    asked = st.session_state[_KEYS["prompt"]]
    length = min(LENGTH, len(reading.material.text))
    try:
        written = generated(
            reading.network,
            reading.material.vocabulary,
            asked,
            max(length - len(asked), 1) if length < LENGTH else LENGTH,
            temperature=_read(TEMPERATURE.read("temperature", st.session_state[_KEYS["temperature"]])),
            top_k=int(str(TOP_K.read("top_k", st.session_state[_KEYS["top_k"]]))),
            seed=st.session_state.get(_DRAW, 0),
        )
    except RnnvizError as error:
        say(error, _)
        return
    st.html(f'<div class="samples"><pre>{html.escape(asked)}<mark>{html.escape(written)}</mark></pre></div>')


def _again() -> None:
    st.session_state[_DRAW] = st.session_state.get(_DRAW, 0) + 1


def _read(value: object) -> float:
    assert isinstance(value, float)
    return value

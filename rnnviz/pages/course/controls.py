"""The widgets of what can be set in a lesson."""

from collections.abc import Sequence

import streamlit as st

from rnnviz.lessons.course import Choice, Slider
from rnnviz.pages.course.chosen import Chosen, key_of, set_value
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit


def controls(visit: Visit, here: Chosen, names: Sequence[str]) -> None:
    """A widget for each of these, as it is set now."""
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for name in names:
            _widget(visit, here, name)
    for name in names:
        complaint(visit, key_of(here, name))


def _widget(visit: Visit, here: Chosen, name: str) -> None:
    control, said = here.chapter.lesson.controls[name], here.text.said
    key = key_of(here, name)
    # What is set stands in the scenario: Back and a link change it, too.
    st.session_state[key] = visit.fields.refused.get(key, here.context.values[name])

    def changed() -> None:
        value = st.session_state.get(key)
        if value is not None:
            set_value(visit, name, value)

    match control:
        case Slider(least=least, most=most, step=step):
            st.slider(said[name], least, most, step=step, key=key, on_change=changed)
        case Choice(options=options):
            st.segmented_control(
                said[name],
                options,
                key=key,
                format_func=lambda option: said[f"{name}-{option}"],
                required=True,
                on_change=changed,
            )
        case _:
            st.text_input(said[name], key=key, max_chars=control.most, on_change=changed)

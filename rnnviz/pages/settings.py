"""The widget of a setting, and the sentence that answers a wrong value in its place.

A widget's key is the setting's name; its value goes to the visit, which takes or refuses it.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from rnnviz.pages.say import say
from rnnviz.pages.visit import Visit


def choice(
    visit: Visit,
    setting: str,
    label: str,
    options: tuple[object, ...],
    words: Callable[..., str] = str,
    *,
    hidden: bool = False,
) -> None:
    """A row of buttons for one setting, and the sentence that answers a wrong one."""
    fresh(visit, setting)
    st.segmented_control(
        label,
        options,
        key=setting,
        format_func=words,
        required=True,
        on_change=partial(visit.change, setting),
        label_visibility="collapsed" if hidden else "visible",
    )
    complaint(visit, setting)


def typed(visit: Visit, setting: str, label: str) -> None:
    """A field for one line; what is wrong in it is said by `complaint`, where there is room."""
    fresh(visit, setting)
    st.text_input(label, key=setting, on_change=partial(visit.change, setting))


def area(visit: Visit, setting: str, label: str) -> None:
    """A field for several lines."""
    fresh(visit, setting)
    st.text_area(label, key=setting, height=92, on_change=partial(visit.change, setting))
    complaint(visit, setting)


def flag(visit: Visit, setting: str, label: str) -> None:
    """A box to tick."""
    fresh(visit, setting)
    st.checkbox(label, key=setting, on_change=partial(visit.change, setting))


def complaint(visit: Visit, setting: str) -> None:
    """The sentence that answers what was entered, if it was wrong."""
    if setting in visit.fields.said:
        say(visit.fields.said[setting], visit.translate)


def fresh(visit: Visit, setting: str) -> None:
    """A widget that was not on the screen begins with what was refused in it, else with the scenario's value."""
    if setting in st.session_state:
        return
    if setting in visit.fields.refused:
        st.session_state[setting] = visit.fields.refused[setting]
    else:
        visit.fields.show(visit.scenario, setting)

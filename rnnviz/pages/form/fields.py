"""The widgets of a page's settings; what is wrong in one is said under it."""

from collections.abc import Callable, Sequence

import streamlit as st

from rnnviz.pages.form.settings_of import key_of, put, shown
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.scenario_settings import Settings


def number(visit: Visit, settings: Settings, setting: str, label: str, *, help: str | None = None) -> None:
    """A number that is typed, so that a wrong one can be answered with a sentence."""
    key = key_of(settings, setting)
    value = shown(visit, settings, setting)
    st.session_state[key] = value if isinstance(value, str) else settings.RULES[setting].write(value)
    st.text_input(label, key=key, help=help, on_change=lambda: put(visit, settings, **{setting: st.session_state[key]}))


def line(visit: Visit, settings: Settings, setting: str, label: str, *, help: str | None = None) -> None:
    """One line of text."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)
    st.text_input(label, key=key, help=help, on_change=lambda: put(visit, settings, **{setting: st.session_state[key]}))


def area(visit: Visit, settings: Settings, setting: str, label: str, *, height: int = 120) -> None:
    """Several lines of text."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)
    st.text_area(
        label, key=key, height=height, on_change=lambda: put(visit, settings, **{setting: st.session_state[key]})
    )
    complaint(visit, key)


def option(
    visit: Visit,
    settings: Settings,
    setting: str,
    label: str,
    options: Sequence[object],
    words: Callable[..., str] = str,
) -> None:
    """One of a few."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)

    def changed() -> None:
        value = st.session_state[key]
        put(visit, settings, **{setting: value})

    st.segmented_control(label, options, key=key, format_func=words, required=True, on_change=changed)
    complaint(visit, key)


def several(
    visit: Visit, settings: Settings, setting: str, label: str, options: Sequence[str], words: Callable[..., str] = str
) -> None:
    """Any of a few, in their own order."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)

    def changed() -> None:
        chosen = st.session_state[key]
        put(visit, settings, **{setting: tuple(each for each in options if each in chosen)})

    st.segmented_control(label, options, key=key, format_func=words, selection_mode="multi", on_change=changed)
    complaint(visit, key)


def switch(visit: Visit, settings: Settings, setting: str, label: str, *, help: str | None = None) -> None:
    """Yes or no."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)
    st.toggle(label, key=key, help=help, on_change=lambda: put(visit, settings, **{setting: st.session_state[key]}))


def slider(visit: Visit, settings: Settings, setting: str, label: str, least: int, most: int, *, step: int = 1) -> None:
    """A whole number that is dragged."""
    key = key_of(settings, setting)
    shown(visit, settings, setting)
    st.slider(
        label,
        least,
        most,
        step=step,
        key=key,
        on_change=lambda: put(visit, settings, **{setting: st.session_state[key]}),
    )


def complaints(visit: Visit, settings: Settings, *names: str) -> None:
    """The sentences that answer what was wrong in these fields."""
    for name in names:
        complaint(visit, key_of(settings, name))

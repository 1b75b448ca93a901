"""The widgets of a plan's settings; what is wrong in one is said under it."""

from collections.abc import Callable, Sequence

import streamlit as st

from rnnviz.pages.settings import complaint
from rnnviz.pages.training.planned import key_of, put, shown
from rnnviz.pages.visit import Visit
from rnnviz.training import Plan


def number(visit: Visit, plan: Plan, setting: str, label: str, *, help: str | None = None) -> None:
    """A number that is typed, so that a wrong one can be answered with a sentence."""
    key = key_of(plan, setting)
    value = shown(visit, plan, setting)
    st.session_state[key] = value if isinstance(value, str) else plan.RULES[setting].write(value)
    st.text_input(label, key=key, help=help, on_change=lambda: put(visit, plan, **{setting: st.session_state[key]}))


def line(visit: Visit, plan: Plan, setting: str, label: str, *, help: str | None = None) -> None:
    """One line of text."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)
    st.text_input(label, key=key, help=help, on_change=lambda: put(visit, plan, **{setting: st.session_state[key]}))


def area(visit: Visit, plan: Plan, setting: str, label: str, *, height: int = 120) -> None:
    """Several lines of text."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)
    st.text_area(label, key=key, height=height, on_change=lambda: put(visit, plan, **{setting: st.session_state[key]}))
    complaint(visit, key)


def option(
    visit: Visit, plan: Plan, setting: str, label: str, options: Sequence[object], words: Callable[..., str] = str
) -> None:
    """One of a few."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)

    def changed() -> None:
        value = st.session_state[key]
        put(visit, plan, **{setting: value})

    st.segmented_control(label, options, key=key, format_func=words, required=True, on_change=changed)
    complaint(visit, key)


def several(
    visit: Visit, plan: Plan, setting: str, label: str, options: Sequence[str], words: Callable[..., str] = str
) -> None:
    """Any of a few, in their own order."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)

    def changed() -> None:
        chosen = st.session_state[key]
        put(visit, plan, **{setting: tuple(each for each in options if each in chosen)})

    st.segmented_control(label, options, key=key, format_func=words, selection_mode="multi", on_change=changed)
    complaint(visit, key)


def switch(visit: Visit, plan: Plan, setting: str, label: str, *, help: str | None = None) -> None:
    """Yes or no."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)
    st.toggle(label, key=key, help=help, on_change=lambda: put(visit, plan, **{setting: st.session_state[key]}))


def slider(visit: Visit, plan: Plan, setting: str, label: str, least: int, most: int, *, step: int = 1) -> None:
    """A whole number that is dragged."""
    key = key_of(plan, setting)
    shown(visit, plan, setting)
    st.slider(
        label,
        least,
        most,
        step=step,
        key=key,
        on_change=lambda: put(visit, plan, **{setting: st.session_state[key]}),
    )


def complaints(visit: Visit, plan: Plan, *settings: str) -> None:
    """The sentences that answer what was wrong in these fields."""
    for setting in settings:
        complaint(visit, key_of(plan, setting))


def training_settings(visit: Visit, plan: Plan) -> None:
    """The settings that all trainings have, behind a button; what is wrong in them stays in sight."""
    _ = visit.translate
    names = ("rate", "clip", "batch", "seed", "moments")
    with st.popover(_("Training settings"), width="stretch"):
        option(visit, plan, "optimizer", _("Optimizer"), ("Adam", "SGD", "RMSprop"))
        number(visit, plan, "rate", _("Learning rate"))
        number(visit, plan, "clip", _("Gradient clipping: largest norm, 0 for none"))
        number(visit, plan, "batch", _("Batch"))
        number(visit, plan, "seed", _("Seed of weights and batches"))
        number(visit, plan, "moments", _("Recordings kept over the training"))
    complaints(visit, plan, *names)

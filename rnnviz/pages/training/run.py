"""The run of a page: its buttons, how far it is, and what the page draws of it, again and again while it learns."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from rnnviz.errors import FileError
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.say import calm, say, say_lightly
from rnnviz.pages.training.far import far
from rnnviz.pages.visit import Visit
from rnnviz.training import Plan, read_plan
from rnnviz.training.runs import RUNS, Look

AnyPlan = TypeVar("AnyPlan", bound=Plan)

EVERY = 1.0
"""Seconds between two pictures of a training."""


def training_run(visit: Visit, kind: type[AnyPlan], draw: Callable[[Visit, AnyPlan, Look], None]) -> None:
    """Buttons, progress, and what ``draw`` makes of the run; drawn again every second while it is going.

    ``draw`` is called with the settings of the run, which may be others than those that are set up by now.
    """
    RUNS.warm()
    shown = look_of(visit, settings_of(visit, kind))
    going = shown is not None and shown.going

    def part() -> None:
        with calm(visit.translate):
            plan = settings_of(visit, kind)
            look = look_of(visit, plan)
            if going != (look is not None and look.going):
                # It has begun or ended: the page is drawn once more, with a clock or without.
                st.rerun(scope="app")
            _buttons(visit, plan, look)
            if look is None:
                return
            far(visit, look)
            if look.error is not None:
                say(look.error, visit.translate)
            if look.key != plan.key:
                st.caption(visit.translate("What is drawn here was trained with the settings before."))
            if look.names:
                draw(visit, kind.read(look.key.partition("?")[2]), look)

    st.fragment(part, run_every=EVERY if going else None)()


def look_of(visit: Visit, plan: Plan) -> Look | None:
    """The run that this page shows.

    It is the one that was started here, while it is going or if its subject is that of the settings; else one with
    just these settings that is done, whoever trained it.
    """
    name, look = visit.runs.get(visit.page), None
    try:
        if name is not None:
            RUNS.seen(name)
            look = RUNS.look(name)
            if look.going or look.key == plan.key:
                return look
        done = RUNS.done(plan.key)
        if done is not None:
            return RUNS.look(done)
        return look if look is not None and read_plan(look.key).subject == plan.subject else None
    except FileError as error:
        visit.runs.pop(visit.page, None)
        say_lightly(error, visit.translate)
        return None


def _buttons(visit: Visit, plan: Plan, look: Look | None) -> None:
    _ = visit.translate
    with st.container(horizontal=True, gap="small", key="run"):
        if look is not None and look.going:
            st.button(_("Pause"), key="run_pause", icon=":material/pause:", on_click=_ask, args=(visit, RUNS.pause))
            st.button(_("Stop"), key="run_stop", icon=":material/stop:", on_click=_ask, args=(visit, RUNS.stop))
            return
        resumable = look is not None and look.resumable and visit.page in visit.runs
        if resumable:
            st.button(
                _("Resume"),
                key="run_resume",
                icon=":material/play_arrow:",
                type="primary",
                on_click=_ask,
                args=(visit, RUNS.resume),
            )
        st.button(
            _("Train") if look is None else _("Train from the beginning"),
            key="run_start",
            icon=":material/play_arrow:" if not resumable else ":material/replay:",
            type="secondary" if resumable else "primary",
            on_click=_start,
            args=(visit, plan),
        )


def _start(visit: Visit, plan: Plan) -> None:
    with visit.answering():
        visit.runs[visit.page] = RUNS.start(settings_of(visit, type(plan)))


def _ask(visit: Visit, what: Callable[[str], None]) -> None:
    with visit.answering():
        what(visit.runs[visit.page])

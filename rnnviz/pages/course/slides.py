"""A lesson in a lecture hall: one idea a screen, moved on with keys or a clicker."""

from functools import partial

import streamlit as st

from rnnviz.pages.course.chosen import Chosen
from rnnviz.pages.course.questions import draw_of, question
from rnnviz.pages.course.section import section
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain

_KEYS = st.components.v2.component("rnnviz_slides", js=static_file("slides.js"))


def slides(visit: Visit, here: Chosen) -> None:
    """The slide that the address names, the way to the others, and the keys."""
    _ = visit.translate
    count = _count(visit, here)
    place = min(visit.scenario.slide, count - 1)
    with st.container(key="slide"):
        _slide(visit, here, place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="slide_bar"):
        st.markdown(plain(here.text.title), width="stretch")
        st.markdown(f"{place + 1} / {count}", width="content")
        st.button(_("Previous slide"), disabled=place == 0, on_click=_turn, args=(visit, place - 1))
        st.button(_("Next slide"), disabled=place == count - 1, on_click=_turn, args=(visit, place + 1))
        st.button(_("End presentation"), on_click=visit.set, args=("present", False))
    _KEYS(
        key="slide_keys",
        data={"place": place, "count": count},
        height="content",
        on_turn_change=partial(_pressed, visit, count),
    )


def _count(visit: Visit, here: Chosen) -> int:
    asked = len(here.text.questions) if "quiz" in visit.scenario.parts else 0
    return len(here.text.sections) + asked


def _slide(visit: Visit, here: Chosen, place: int) -> None:
    sections = here.text.sections
    if place < len(sections):
        section(visit, here, sections[place], set())
        return
    _ = visit.translate
    st.header(_("Quiz"), anchor=False)
    text = here.text.questions[place - len(sections)]
    question(visit, here, text, here.chapter.lesson.questions(draw_of(visit))[text.key])


def _turn(visit: Visit, place: int) -> None:
    visit.set("slide", place)


def _pressed(visit: Visit, count: int) -> None:
    state = st.session_state.get("slide_keys")
    wanted = state.get("turn") if state is not None else None
    if wanted == "leave":
        visit.set("present", False)
    elif isinstance(wanted, int) and 0 <= wanted < count:
        _turn(visit, wanted)

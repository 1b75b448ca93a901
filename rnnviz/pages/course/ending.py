"""The end of a lesson: done, and on to the next."""

import streamlit as st

from rnnviz.lessons.course import lessons
from rnnviz.pages.course.chosen import Chosen, go_to
from rnnviz.pages.page_list import LESSONS, page_list
from rnnviz.pages.visit import Visit


def ending(visit: Visit, here: Chosen) -> None:
    """A button that marks the lesson as done and opens the next; after the last one, the list."""
    _ = visit.translate
    names = list(lessons())
    place = names.index(here.chapter.name) + 1
    if place < len(names):
        title = lessons()[names[place]].texts[visit.scenario.language].title
        label = _("Done. Next: {lesson}").format(lesson=title)
        st.button(label, key="done", type="primary", on_click=_done, args=(visit, here.chapter.name, names[place]))
    elif st.button(_("Done. All lessons"), key="done", type="primary", on_click=_done, args=(visit, here.chapter.name)):
        st.switch_page(page_list()[LESSONS], query_params=visit.query(LESSONS))


def _done(visit: Visit, name: str, following: str | None = None) -> None:
    visit.progress.done.add(name)
    if following is not None:
        go_to(visit, following)

"""The whole page that lists the lessons: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.lessons.course import Chapter, lessons
from rnnviz.pages import sidebar
from rnnviz.pages.course.facts import facts
from rnnviz.pages.course.levels import level_names
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.page_list import LESSON, page_list
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def lesson_list() -> None:
    """The page of all lessons."""
    visit = Visit.current()
    _ = visit.translate
    with calm(_):
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_), st.container(key="lesson_list"):
        st.title(_("Lessons"), anchor=False)
        done, count = len(visit.progress.done), len(lessons())
        minutes = sum(chapter.facts.minutes for chapter in lessons().values())
        said = _("{count} lessons, {hours} hours in all; {done} done in this visit.")
        st.caption(said.format(count=count, hours=round(minutes / 60), done=done))
        for level, heading in level_names(_).items():
            chapters = [chapter for chapter in lessons().values() if chapter.facts.level == level]
            if chapters:
                st.header(heading, anchor=False)
                with st.container(key=f"cards-{level}"):
                    for chapter in chapters:
                        _card(visit, chapter)
    page_facts(visit)
    visit.write_address()


def _card(visit: Visit, chapter: Chapter) -> None:
    text = chapter.texts[visit.scenario.language]
    with st.container(border=True, key=f"card-{chapter.name}"):
        go, mark = {"lesson": chapter.name, "lesson_settings": "", "slide": 0}, visit.progress.mark(chapter.name)
        if st.button(
            f"{mark} {text.title}",
            key=f"open.{chapter.name}",
            type="tertiary",
            on_click=visit.go_to,
            args=(LESSON,),
            kwargs=go,
        ):
            st.switch_page(page_list()[LESSON], query_params=visit.query(LESSON))
        st.markdown(plain(text.summary))
        st.caption(plain(" · ".join(facts(visit, chapter))))

"""The whole page of a lesson: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.course.chosen import chosen, name_of
from rnnviz.pages.course.contents import contents
from rnnviz.pages.course.ending import ending
from rnnviz.pages.course.head import head
from rnnviz.pages.course.program import program
from rnnviz.pages.course.questions import questions
from rnnviz.pages.course.section import section
from rnnviz.pages.course.slides import slides
from rnnviz.pages.course.term_cards import term_cards
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit


def lesson_page() -> None:
    """The page of a lesson."""
    visit = Visit.current()
    _ = visit.translate
    visit.progress.opened.add(name_of(visit))
    here = chosen(visit)
    with calm(_):
        contents(visit, here.chapter.name)
        sidebar.take_away(visit)
    for error in (*visit.notices, *here.wrong):
        say_lightly(error, _)
    with calm(_), st.container(key="lesson"):
        if visit.scenario.present:
            slides(visit, here)
        else:
            head(visit, here)
            shown: set[str] = set()
            for part in here.text.sections:
                with calm(_):
                    section(visit, here, part, shown)
            if "quiz" in visit.scenario.parts:
                questions(visit, here)
            ending(visit, here)
    term_cards(visit)
    page_facts(visit, program(here))
    visit.write_address()

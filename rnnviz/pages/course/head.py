"""The head of a lesson: its title, where it stands in the course, what it takes."""

from functools import partial

import streamlit as st

from rnnviz.lessons.course import lessons
from rnnviz.pages.course.chosen import Chosen, go_to
from rnnviz.pages.course.facts import facts
from rnnviz.pages.course.levels import level_names
from rnnviz.pages.in_order import in_order
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def head(visit: Visit, here: Chosen) -> None:
    """Title, neighbours, time, and the lessons to be read before."""
    _ = visit.translate
    language, chapter = visit.scenario.language, here.chapter
    titles = {name: each.texts[language].title for name, each in lessons().items()}
    in_order(visit, titles, chapter.name, "lesson_head", partial(go_to, visit))
    st.caption(plain(" · ".join([level_names(_)[chapter.facts.level], *facts(visit, chapter)])))

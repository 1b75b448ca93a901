"""The list of the lessons beside a lesson."""

from functools import partial

import streamlit as st

from rnnviz.lessons.course import lessons
from rnnviz.pages.buttons import buttons
from rnnviz.pages.course.chosen import go_to
from rnnviz.pages.course.levels import level_names
from rnnviz.pages.visit import Visit


def contents(visit: Visit, name: str) -> None:
    """Every lesson under the part of the course that it belongs to, with how far the visitor has come."""
    _ = visit.translate
    with st.sidebar:
        for level, heading in level_names(_).items():
            titles = {
                other: f"{visit.progress.mark(other)} {chapter.texts[visit.scenario.language].title}"
                for other, chapter in lessons().items()
                if chapter.facts.level == level
            }
            if titles:
                st.markdown(f"**{heading}**")
                buttons(visit, titles, name, partial(go_to, visit), kind="lesson", key=f"topic.{level}")

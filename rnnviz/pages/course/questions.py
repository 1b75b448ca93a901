"""The quiz of a lesson: questions about numbers that were just computed, explained after the answer."""

from collections.abc import Mapping

import streamlit as st

from rnnviz.lessons.course import Asked, QuestionText
from rnnviz.lessons.course import asked as with_numbers
from rnnviz.pages.course.chosen import Chosen
from rnnviz.pages.quiz import Question, asked
from rnnviz.pages.visit import Visit

DRAWS = 100
"""How many sets of numbers there are; then the first comes again."""


def questions(visit: Visit, here: Chosen) -> None:
    """Every question, the score, and the way to other numbers."""
    _ = visit.translate
    st.header(_("Quiz"), anchor=False)
    found = here.chapter.lesson.questions(draw_of(visit))
    for text in here.text.questions:
        question(visit, here, text, found[text.key])
    right, answered = score(visit, here, found)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if answered:
            st.markdown(_("{right} of {asked} right").format(right=right, asked=answered))
        st.button(
            _("Other numbers"), key="other_questions", on_click=visit.set, args=("seed", (draw_of(visit) + 1) % DRAWS)
        )


def question(visit: Visit, here: Chosen, text: QuestionText, found: Asked) -> None:
    """One question of the quiz."""
    made = with_numbers(text, found, here.numbers)
    key = _key(here, text, draw_of(visit))
    asked(visit, Question(key, made.text, made.options, made.right, made.explanation), key=f"quiz-{text.key}")


def draw_of(visit: Visit) -> int:
    """Which set of numbers is asked about."""
    return visit.scenario.seed % DRAWS


def score(visit: Visit, here: Chosen, found: Mapping[str, Asked]) -> tuple[int, int]:
    """How many of the questions on the screen were answered rightly, and how many at all."""
    answers = visit.quiz.answers
    given = [
        (answers[key], list(text.options).index(found[text.key].right))
        for text in here.text.questions
        if (key := _key(here, text, draw_of(visit))) in answers
    ]
    return sum(said == right for said, right in given), len(given)


def _key(here: Chosen, text: QuestionText, draw: int) -> str:
    # The language is left out: a question that was answered in one is answered.
    return f"lesson.{here.chapter.name}.{text.key}.{draw}"

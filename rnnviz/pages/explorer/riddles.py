"""Predict, then reveal on the shape explorer: the picture and the checks wait for the answer."""

import streamlit as st

from rnnviz.lessons.shapes.questions import Riddle, riddle
from rnnviz.pages.explorer.chosen import point
from rnnviz.pages.quiz import Question, asked
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain

_TRIES = 60
"""Questions that are made in search of one that was not asked before."""


def riddles(visit: Visit) -> bool:
    """Ask the question of the moment, if predicting is on; whether the page may show its answer."""
    if not visit.scenario.predict:
        return True
    _ = visit.translate
    found = _next(visit)
    if found is None:
        st.info(_("You have answered all there is to ask about these settings: change one of them."))
        return True
    options = tuple(map(plain, found.options))
    question = Question(_key(visit, found), plain(found.text), options, found.right, plain(found.explanation))
    seen = asked(visit, question, on_answer=lambda: point(visit, found.place) if found.place else None)
    if seen:
        st.button(_("Next question"), key="next_question", type="primary", on_click=visit.quiz.next)
    return seen


def _next(visit: Visit) -> Riddle | None:
    """The question that is on the screen, or the next one that was not asked yet."""
    quiz, rec = visit.quiz, visit.recording
    for number in range(quiz.number, quiz.number + _TRIES):
        found = riddle(rec, number, visit.translate)
        key = _key(visit, found)
        if key == quiz.current or not quiz.answered(key):
            quiz.number, quiz.current = number, key
            return found
    return None


def _key(visit: Visit, found: Riddle) -> str:
    # The language is left out: a question that was answered in one is answered.
    return f"shapes.{visit.recording.version}.{found.topic}"

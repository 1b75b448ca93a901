"""Predict, then reveal on the shape explorer: the picture and the checks wait for the answer."""

import streamlit as st

from rnnviz.lessons.shapes.questions import riddle
from rnnviz.pages.quiz import Question, asked
from rnnviz.pages.visit import Visit


def riddles(visit: Visit) -> bool:
    """Ask the question of the moment, if predicting is on; whether the page may show its answer."""
    if not visit.scenario.predict:
        return True
    _ = visit.translate
    rec, number = visit.recording, visit.quiz.number
    found = riddle(rec, number, _)
    question = Question(f"shapes.{rec.version}.{number}", found.text, found.options, found.right, found.explanation)
    seen = asked(visit, question)
    if seen:
        st.button(_("Next question"), key="next_question", type="primary", on_click=visit.quiz.next)
    return seen

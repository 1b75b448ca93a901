"""Predict, then reveal: a question with a few answers, and a score kept for the visit."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from rnnviz.pages.settings import flag
from rnnviz.pages.visit import Visit


@dataclass(frozen=True)
class Question:
    """A question whose answer the page is about to show.

    Attributes:
        key: the same question has the same key: its answer counts once.
        text: the question, in the language of the visit, as Markdown.
        options: the answers to choose from, as Markdown.
        right: which of them is right.
        explanation: said after the answer, as Markdown.
    """

    key: str
    text: str
    options: tuple[str, ...]
    right: int
    explanation: str = ""


def predict_switch(visit: Visit) -> None:
    """The switch, and the score once something was answered."""
    _ = visit.translate
    with st.sidebar:
        flag(visit, "predict", _("Predict, then reveal"))
        if visit.scenario.predict and visit.quiz.asked:
            st.caption(_("{right} of {asked} predicted").format(right=visit.quiz.right, asked=visit.quiz.asked))


def asked(
    visit: Visit, question: Question, on_answer: Callable[[], None] = lambda: None, *, key: str = "question"
) -> bool:
    """Ask the question, or say what came of it; whether it was answered. ``key`` is that of its frame on the page."""
    _ = visit.translate
    answer = visit.quiz.answers.get(question.key)
    with st.container(border=True, key=key):
        st.markdown(f"**{question.text}**")
        if answer is None:
            with st.container(horizontal=True, gap="small"):
                for number, option in enumerate(question.options):
                    st.button(
                        option,
                        key=f"{key}.answer.{number}",
                        on_click=_answer,
                        args=(visit, question, number, on_answer),
                    )
            return False
        verdict = _("✓ Right: {answer}") if answer == question.right else _("✗ You said {said}; right is {answer}")
        st.markdown(verdict.format(answer=question.options[question.right], said=question.options[answer]))
        if question.explanation:
            st.caption(question.explanation)
    return True


def _answer(visit: Visit, question: Question, given: int, on_answer: Callable[[], None]) -> None:
    visit.quiz.answer(question.key, given, question.right)
    on_answer()

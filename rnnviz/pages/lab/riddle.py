"""Predict, then reveal: the two programs without their marks, and the question which of them is right."""

from random import Random

import streamlit as st

from rnnviz.lessons.pitfalls import Pitfall
from rnnviz.pages.lab.programs import code, setup
from rnnviz.pages.quiz import Question, asked
from rnnviz.pages.visit import Visit


def riddle(visit: Visit, name: str, pitfall: Pitfall) -> bool:
    """Ask, if predicting is on; whether the answer may be seen."""
    if not visit.scenario.predict:
        return True
    _ = visit.translate
    parts = [("wrong", pitfall.wrong), ("right", pitfall.right)]
    Random(name).shuffle(parts)
    question = Question(
        f"pitfall.{name}",
        _("Which of the two does what is meant?"),
        (_("Program A"), _("Program B")),
        [kind for kind, _text in parts].index("right"),
    )
    if not visit.quiz.answered(question.key):
        setup(pitfall, visit.scenario.seed)
        texts = [text for _kind, text in parts]
        for column, letter, own, other in zip(st.columns(2), "AB", texts, texts[::-1], strict=True):
            with column:
                st.markdown(f"**{letter}**")
                st.html(code(own, other, "open"))
    return asked(visit, question)

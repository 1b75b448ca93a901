"""Predict, then reveal: the two programs without their marks, and the question which of them is right."""

from collections.abc import Mapping
from random import Random

import streamlit as st

from rnnviz.lessons.pitfalls import Pitfall
from rnnviz.pages.lab.chosen import seed_of
from rnnviz.pages.lab.programs import KNOWN, bold, code, setup
from rnnviz.pages.quiz import Question, asked
from rnnviz.pages.visit import Visit


def riddle(visit: Visit, name: str, pitfall: Pitfall) -> Mapping[str, str]:
    """Ask, if predicting is on; the marks under which the two programs are shown now, in their order."""
    if not visit.scenario.predict:
        return KNOWN
    _ = visit.translate
    parts = ["wrong", "right"]
    Random(name).shuffle(parts)
    question = Question(
        f"pitfall.{name}",
        _("Which of the two does what is meant?"),
        (_("Program A"), _("Program B")),
        parts.index("right"),
    )
    if not visit.quiz.answered(question.key):
        setup(pitfall, seed_of(visit))
        texts = [getattr(pitfall, part) for part in parts]
        for column, letter, own, other in zip(st.columns(2), "AB", texts, texts[::-1], strict=True):
            with column:
                st.markdown(bold(letter))
                st.html(code(own, other, "open"))
    return KNOWN if asked(visit, question) else dict(zip(parts, "AB", strict=True))

"""The head of the page: the title, how the example is read, how many steps and digits."""

import numpy as np
import streamlit as st

from rnnviz import limits
from rnnviz.lessons.worked_example import by_hand
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE, ROWS
from rnnviz.pages.example.given import given
from rnnviz.pages.example.print_button import print_button
from rnnviz.pages.settings import choice
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation
from rnnviz.words.markdown import plain


def controls(visit: Visit) -> None:
    """Title and choices in one line."""
    _ = visit.translate
    readings = {"shared": _("Shared row"), "full": _("Full rows"), "printed": _("As printed")}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="example_controls"):
        st.title(_("The worked example"), anchor=False, width="content")
        choice(visit, "reading", _("Reading"), tuple(readings), readings.__getitem__)
        choice(visit, "example_steps", _("Time steps"), tuple(range(1, limits.MAX_EXAMPLE_STEPS + 1)))
        choice(visit, "digits", _("Digits"), tuple(sorted({4, limits.MAX_DIGITS, visit.scenario.digits})))
        if visit.scenario.reading != "printed":
            print_button(visit)


def explanation(visit: Visit) -> None:
    """What this reading does with the printed rows."""
    _ = visit.translate
    rows = ROWS[visit.scenario.mode]
    needed = rows * HIDDEN_SIZE
    told = [_printed_rows(_, rows, needed), _reading(visit)]
    if visit.scenario.example_steps > 1 and visit.scenario.reading != "printed":
        told.append(_second_step(visit))
    told.append(_("Every operation goes on with the unrounded numbers."))
    st.caption(plain(" ".join(told)))


def _second_step(visit: Visit) -> str:
    _ = visit.translate
    first, second = given(visit.scenario).arrays["x"]
    if np.array_equal(first, second):
        return _("The second step reads the same input again; its previous state is what the first step left.")
    return _("The previous state of the second step is what the first step left.")


def _printed_rows(_: Translation, rows: int, needed: int) -> str:
    if rows == 1:
        template = _(
            "The example prints weights for an LSTM; the RNN takes their first row. Its 2 units need {needed}."
        )
    elif rows == ROWS["LSTM"]:
        template = _("The example prints {rows} weight rows, one for each gate. With 2 units it needs {needed}.")
    else:
        template = _(
            "The example prints weights for an LSTM; the GRU takes their first {rows} rows. Its 2 units need {needed}."
        )
    return template.format(rows=rows, needed=needed)


def _reading(visit: Visit) -> str:
    _ = visit.translate
    scenario = visit.scenario
    if scenario.reading == "full":
        return _("Here every unit has rows of its own: the printed rows first, then the same counting goes on.")
    if scenario.reading == "printed":
        if by_hand(given(scenario)).stopped:
            return _("Here the rows are cut as the printed code cuts them, two at a time, until the run stops.")
        return _("Here the rows are cut as the printed code cuts them, two at a time.")
    if scenario.cell_type == "RNN":
        return _("Here the row serves both units, so both come out the same.")
    return _("Here each row serves both units: they have the same gates, and differ in what they remember.")

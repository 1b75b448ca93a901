"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.training.next_number.controls import controls
from rnnviz.pages.training.next_number.given import given
from rnnviz.pages.training.next_number.layouts import layouts
from rnnviz.pages.training.next_number.outcome import outcome
from rnnviz.pages.training.program import program
from rnnviz.pages.training.run import training_run
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import NextNumberPlan


def next_number() -> None:
    """The page of the next number."""
    visit = Visit.current()
    _ = visit.translate
    plan = settings_of(visit, NextNumberPlan)
    with calm(_):
        controls(visit, plan)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        with st.container(key="training_head"):
            st.title(_("The next number"), anchor=False)
            st.markdown(
                _(
                    "Five numbers in, the next one out. Networks by hand and PyTorch's learn from the same batches, "
                    "beside two rules that need no training."
                )
            )
        # Without a series there is nothing else to show.
        given(visit, plan)
        training_run(visit, NextNumberPlan, outcome)
        layouts(visit, plan)
    page_facts(visit, program(plan))
    visit.write_address()

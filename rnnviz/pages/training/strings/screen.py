"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.training.program import program
from rnnviz.pages.training.run import training_run
from rnnviz.pages.training.strings.controls import controls
from rnnviz.pages.training.strings.draw import draw
from rnnviz.pages.training.strings.tried import task_of
from rnnviz.pages.visit import Visit
from rnnviz.training.strings import StringsPlan
from rnnviz.words.markdown import plain

EXAMPLES = 5
"""Pairs that show what is to be learned."""


def sequence_to_sequence() -> None:
    """The page of sequence to sequence."""
    visit = Visit.current()
    _ = visit.translate
    plan = settings_of(visit, StringsPlan)
    with calm(_):
        controls(visit, plan)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        with st.container(key="training_head"):
            st.title(_("Sequence to sequence"), anchor=False)
            st.markdown(
                _(
                    "An encoder reads a string in both directions, a decoder writes another one, character by "
                    "character. Both networks see the same batches, and are measured on strings that were no answer in "
                    "training."
                )
            )
            pairs = task_of(plan).held_out[:EXAMPLES]
            st.markdown(" · ".join(f"{plain(read)} → **{plain(right)}**" for read, right in pairs))
        training_run(visit, StringsPlan, draw)
    page_facts(visit, program(plan))
    visit.write_address()

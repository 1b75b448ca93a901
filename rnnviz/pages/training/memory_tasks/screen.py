"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.training.memory_tasks.controls import controls, sweeps
from rnnviz.pages.training.memory_tasks.curves import draw_sweep
from rnnviz.pages.training.memory_tasks.draw import draw
from rnnviz.pages.training.memory_tasks.measured import measured
from rnnviz.pages.training.program import program
from rnnviz.pages.training.run import training_run
from rnnviz.pages.visit import Visit
from rnnviz.training.memory_tasks import MemoryPlan, MemorySweepPlan


def memory_tasks() -> None:
    """The page of memory tasks."""
    visit = Visit.current()
    _ = visit.translate
    many = sweeps(visit)
    plan = settings_of(visit, MemorySweepPlan) if many else settings_of(visit, MemoryPlan)
    with calm(_):
        controls(visit, plan)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        with st.container(key="training_head"):
            st.title(_("Memory tasks"), anchor=False)
            st.markdown(_("Something comes, a distance goes by, then it is asked for. Who still knows?"))
        if many:
            training_run(visit, MemorySweepPlan, draw_sweep)
        else:
            training_run(visit, MemoryPlan, draw)
        measured(visit, plan.what)
    page_facts(visit, program(plan))
    visit.write_address()

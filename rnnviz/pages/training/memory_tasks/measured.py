"""What was measured once for all, with its seeds and settings."""

import streamlit as st

from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.memory_tasks.curves import bullets, figure
from rnnviz.pages.visit import Visit
from rnnviz.training.memory_tasks import MEASURED, measured_curves, sentences
from rnnviz.training.memory_tasks.plan import What


def measured(visit: Visit, what: What) -> None:
    """The benchmark of a task: its curves, what they say, and how they came about."""
    _ = visit.translate
    if what not in MEASURED:
        return
    found = measured_curves(what)
    with st.container(key="training_part_measured"):
        st.subheader(_("Measured in advance"), anchor=False)
    title = _("The same task, {seeds} seeds at each distance").format(seeds=len(found.seeds))
    figure_view(visit, figure(found, title, _), "measured")
    st.markdown(bullets(sentences(found, _)))
    settings = found.settings
    st.caption(
        _(
            "{steps} steps for every network, {hidden_size} units, {optimizer} at learning rate {learning_rate}, "
            "{batch} cases a step, measured on {tested} fresh ones, torch {torch}. Other settings may give another "
            "order: try them. Made by python -m benchmarks.memory_curves, kept with every seed in "
            "assets/measured/memory_curves.json."
        ).format(steps=found.steps, **settings)
    )

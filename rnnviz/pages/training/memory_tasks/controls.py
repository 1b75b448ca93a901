"""The settings beside the page."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.pages.form.fields import complaints, number, option, several
from rnnviz.pages.training.settings import training_settings
from rnnviz.pages.visit import Visit
from rnnviz.training import read_plan
from rnnviz.training.memory_tasks import NETWORKS, WHAT, MemoryPlan, MemorySweepPlan
from rnnviz.training.memory_tasks.plan import What
from rnnviz.training.runs import RUNS
from rnnviz.words import N_

NAMES: Mapping[What, str] = MappingProxyType(
    {
        "recall": N_("Recall"),
        "copy": N_("Copy"),
        "adding": N_("Adding"),
        "parity": N_("Parity"),
        "running parity": N_("Running parity"),
    }
)
"""What the tasks are called."""

TOLD: Mapping[What, str] = MappingProxyType(
    {
        "recall": N_("One of four symbols, then a distance of other symbols, then the question: which was the first?"),
        "copy": N_("A few symbols, then a distance of nothing, then the symbols are to be repeated in their order."),
        "adding": N_("Random numbers, two of them marked, a distance apart. Their sum is asked for at the end."),
        "parity": N_("A row of bits, from the first to the last a distance. Is the number of ones odd?"),
        "running parity": N_(
            "The same row of bits, but it is asked after every bit whether the ones so far are odd; what counts is the "
            "last answer."
        ),
    }
)
"""What is to be done in them."""


def sweeps(visit: Visit) -> bool:
    """Whether many distances are compared, or one is looked at."""
    try:
        return isinstance(read_plan(visit.scenario.training), MemorySweepPlan)
    except RnnvizError:
        return False


def controls(visit: Visit, plan: MemoryPlan | MemorySweepPlan) -> None:
    """One distance or many, the task, the networks, and how long they learn."""
    _ = visit.translate
    with st.sidebar:
        _one_or_many(visit, plan)
        option(visit, plan, "what", _("Task"), WHAT, lambda what: _(NAMES[what]))
        st.caption(_(TOLD[plan.what]))
        if isinstance(plan, MemorySweepPlan):
            distances, seeds = st.columns([3, 2])
            with distances:
                number(visit, plan, "distances", _("Distances"))
            with seeds:
                number(visit, plan, "seeds", _("Seeds"))
            complaints(visit, plan, "distances", "seeds")
        else:
            number(visit, plan, "distance", _("Distance (time steps)"))
            complaints(visit, plan, "distance")
        if plan.what == "copy":
            number(visit, plan, "copied", _("Symbols to repeat"))
            complaints(visit, plan, "copied")
        several(visit, plan, "networks", _("Networks"), tuple(NETWORKS), _)
        hidden, steps = st.columns(2)
        with hidden:
            number(visit, plan, "hidden_size", _("Hidden size"))
        with steps:
            number(visit, plan, "steps", _("Steps"))
        complaints(visit, plan, "hidden_size", "steps")
        training_settings(visit, plan)


def _one_or_many(visit: Visit, plan: MemoryPlan | MemorySweepPlan) -> None:
    _ = visit.translate
    key = "memory_tasks.many"
    st.session_state[key] = isinstance(plan, MemorySweepPlan)

    def changed() -> None:
        there = (MemorySweepPlan if st.session_state[key] else MemoryPlan)(
            what=plan.what, networks=plan.networks, hidden_size=plan.hidden_size, copied=plan.copied
        )
        run = visit.runs.pop(visit.page, None)
        if run is not None:
            # Nobody looks at it any more.
            RUNS.stop(run)
        visit.take(replace(visit.scenario, training=there.key))

    st.segmented_control(
        _("Compare"),
        (False, True),
        key=key,
        format_func=lambda many: _("Growing distances") if many else _("One distance"),
        required=True,
        on_change=changed,
    )

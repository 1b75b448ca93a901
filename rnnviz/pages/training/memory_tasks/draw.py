"""What is seen of a run at one distance: losses, how much is right, and the answers to a few cases."""

from collections.abc import Mapping, Sequence

import streamlit as st

from rnnviz.live_chart import Level, Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.pages.training.curves import HEIGHT, losses
from rnnviz.pages.training.into_debugger import into_debugger
from rnnviz.pages.visit import Visit
from rnnviz.training.memory_tasks import NETWORKS, MemoryPlan
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.networks import cell_type_of
from rnnviz.training.memory_tasks.plan import kind_of
from rnnviz.training.memory_tasks.said import compared
from rnnviz.training.runs import Look
from rnnviz.training.task import Measured
from rnnviz.words import Translation
from rnnviz.words.markdown import plain

STYLES = {
    name: (cell_type_of(name), dash) for name, dash in zip(NETWORKS, ("solid", "dash", "dot", "dashdot"), strict=True)
}
"""Colour and dash of each network, as in the curves over distances."""


def draw(visit: Visit, plan: MemoryPlan, look: Look) -> None:
    """Curves, a sentence, a table, and the way into the debugger."""
    _ = visit.translate
    kind = kind_of(plan.what, plan.copied)
    left, right = st.columns(2)
    with left:
        losses(visit, look, styles=STYLES)
    with right:
        _scores(visit, kind, look)
    last = {mark.name: mark.measured for mark in look.marks}
    if not last:
        return
    scores = {name: one.numbers[kind.measure] for name, one in last.items()}
    st.markdown(" ".join(compared(kind, scores, _)))
    with st.container(key="training_table"):
        st.markdown(table(last, _))
    with st.container(horizontal=True, key="into_debugger"):
        for name in look.names:
            into_debugger(visit, look, name, _("Step through: {network}").format(network=_(name)))


def axis(kind: MemoryKind, words: Translation) -> str:
    """What the scores of a task are."""
    _ = words
    return _("right answers (share)") if kind.measure == "accuracy" else _("mean squared error")


def _scores(visit: Visit, kind: MemoryKind, look: Look) -> None:
    _ = visit.translate
    lines = []
    for name in look.names:
        marks = [mark for mark in look.marks if mark.name == name]
        values = [mark.measured.numbers[kind.measure] for mark in marks]
        lines.append(Line(_(name), values, *STYLES[name], x=[mark.step for mark in marks]))
    live_chart(
        message(
            [],
            lines,
            [Level(_("chance"), kind.chance)],
            title=_("On fresh cases"),
            across=_("step of the optimizer"),
            up=axis(kind, _),
            until=look.progress.steps if look.progress else None,
            height=HEIGHT,
            translate=_,
        ),
        key="scores",
    )


def table(last: Mapping[str, Measured], words: Translation) -> str:
    """The cases of the probe, and the answer of each network to them, the right one in brackets."""
    _ = words
    cases = next(iter(last.values())).texts
    head = [_("shown in row {row}").format(row=row) for row in range(len(cases))]
    rows: list[Sequence[str]] = [["", *head], ["---"] * (len(cases) + 1)]
    rows.append(["", *(plain(case.partition(" ")[2]) for case in cases)])
    rows += [[plain(_(name)), *map(plain, measured.texts.values())] for name, measured in last.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)

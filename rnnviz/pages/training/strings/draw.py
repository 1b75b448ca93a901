"""What is seen of a run: losses, how much is right, what the networks write, and where they look."""

from collections.abc import Mapping, Sequence

import streamlit as st

from rnnviz.live_chart import Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.pages.training.curves import HEIGHT, losses
from rnnviz.pages.training.into_debugger import into_debugger
from rnnviz.pages.training.strings.tried import task_of, tried
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look
from rnnviz.training.strings import WITH, WITHOUT, StringsPlan
from rnnviz.training.strings.said import sentences
from rnnviz.training.task import Measured
from rnnviz.words import N_
from rnnviz.words.markdown import plain

_SHOWN: Mapping[str, tuple[str, str]] = {
    "accuracy": (N_("whole strings"), "solid"),
    "characters": (N_("characters"), "dash"),
    "characters, forced": (N_("characters, teacher forced"), "dot"),
}
"""What is measured, and the dash of its line."""
_MODULES = {"encoder": N_("Step through the encoder"), "decoder": N_("Step through the decoder")}
_COLOURS = {WITH: "hidden_state", WITHOUT: "cell_state"}
"""A line of each network has its colour."""


def draw(visit: Visit, plan: StringsPlan, look: Look) -> None:
    """Curves and texts while it learns; when it does not, somebody's own text too."""
    _ = visit.translate
    left, right = st.columns(2)
    with left:
        losses(visit, look, styles={WITH: (_COLOURS[WITH], "solid"), WITHOUT: (_COLOURS[WITHOUT], "dash")})
    with right:
        _shares(visit, look)
    last = {mark.name: mark.measured for mark in look.marks}
    for sentence in sentences(last, _):
        st.markdown(sentence)
    if last:
        with st.container(key="training_table"):
            st.markdown(table(visit, plan, last))
    with st.container(horizontal=True, key="into_debugger"):
        for name in look.names:
            for inside, label in _MODULES.items():
                into_debugger(visit, look, name, f"{_(label)} · {_(name)}", inside=inside)
    if not look.going:
        tried(visit, plan, look)


def _shares(visit: Visit, look: Look) -> None:
    _ = visit.translate
    lines = []
    for name in look.names:
        marks = [mark for mark in look.marks if mark.name == name]
        lines += [
            Line(
                f"{_(name)}: {_(label)}",
                [100 * mark.measured.numbers[number] for mark in marks],
                colour=_COLOURS[name],
                x=[mark.step for mark in marks],
                dash=dash,
            )
            for number, (label, dash) in _SHOWN.items()
        ]
    live_chart(
        message(
            [],
            lines,
            title=_("How much is right, of strings that were never an answer in training"),
            across=_("step of the optimizer"),
            up=_("per cent"),
            until=look.progress.steps if look.progress else None,
            height=HEIGHT,
            translate=_,
        ),
        key="shares",
    )


def table(visit: Visit, plan: StringsPlan, last: Mapping[str, Measured]) -> str:
    """What the networks write for some strings, beside what is right; ✓ where it is."""
    _ = visit.translate
    answers = dict(task_of(plan).held_out)
    head = [_("read"), _("right"), *(_(name) for name in last)]
    rows: list[Sequence[str]] = [head, ["---"] * len(head)]
    for text in next(iter(last.values())).texts:
        right = answers[text]
        own = [measured.texts[text] for measured in last.values()]
        cells = [f"{_cell(each)} {'✓' if each == right else '✗'}" for each in own]
        rows.append([_cell(text), _cell(right), *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    return plain(text) if text else "∅"

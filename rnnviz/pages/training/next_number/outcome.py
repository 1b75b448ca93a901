"""What comes of a run, while it learns and afterwards."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from rnnviz.figures.next_number import Forecaster, errors, forecast
from rnnviz.live_chart import Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.curves import HEIGHT, losses
from rnnviz.pages.training.into_debugger import into_debugger
from rnnviz.pages.training.next_number.looks import LOOKS, STYLES, baseline
from rnnviz.pages.training.next_number.one_bias import one_bias
from rnnviz.pages.training.next_number.tasks import data_of
from rnnviz.pages.training.next_number.told import sentences, table
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import NextNumberPlan, NextNumberTask
from rnnviz.training.runs import Look
from rnnviz.training.task import Measured
from rnnviz.words import Translation


def outcome(visit: Visit, plan: NextNumberPlan, look: Look) -> None:
    """Losses, errors and what is said, again and again; figures when all is done."""
    _ = visit.translate
    task = data_of(plan)
    names = {name: baseline(name, _).name for name in task.baselines}
    levels = {names[name]: found.numbers["error"] for name, found in task.baselines.items()}
    latest = {mark.name: mark.measured for mark in look.marks}
    told = look.progress
    if told is None or not latest:
        return
    st.markdown(" ".join(sentences(task, latest, told, _)))
    with st.container(key="training-pair-lines"):
        learning, saying = st.columns(2, gap="medium")
    with learning:
        losses(visit, look, levels, STYLES)
    with saying:
        if look.going:
            _said(visit, task, latest)
        else:
            _forecast(visit, task, latest)
    with st.container(key="training-pair-errors"):
        numbers, bars = st.columns(2, gap="medium")
    with numbers, st.container(key="training-table-errors"):
        st.markdown(table(task, latest, told, _))
    if look.going:
        return
    with bars:
        _errors(visit, task, latest)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_("Open in the debugger, at any moment of the training:"), width="content")
        for name in latest:
            into_debugger(visit, look, name, name, place={"row": 0, "t": 0})
    if plan.same_start:
        one_bias(visit, plan, look)


def _said(visit: Visit, task: NextNumberTask, latest: Mapping[str, Measured]) -> None:
    """What came and what is said now: the drawing stays, its lines move."""
    _ = visit.translate
    count = len(next(iter(latest.values())).values["predictions"])
    lines = [Line(name, found.values["predictions"], *STYLES[name]) for name, found in latest.items()]
    for name, found in task.baselines.items():
        rule = baseline(name, _)
        lines.append(Line(rule.name, found.values["predictions"], "neutral", rule.dash))
    lines.append(Line(_("what came"), task.data.truth[:count], "x", "solid"))
    told = message(
        task.data.positions[:count],
        lines,
        title=_("The next number: what came, and what was said"),
        across=_("position in the series"),
        up=_("value"),
        height=HEIGHT,
        translate=_,
    )
    live_chart(told, key="said")


def _forecast(visit: Visit, task: NextNumberTask, latest: Mapping[str, Measured]) -> None:
    """The same to be saved, with the baselines."""
    _ = visit.translate
    said = [(who, np.array(measured.values["predictions"])) for who, measured in _all(task, latest, _)]
    count = len(said[0][1])
    positions, truth = task.data.positions[:count], task.data.truth[:count]
    dark = st.context.theme.type == "dark"
    figure_view(visit, forecast(positions, truth, said, dark=dark, words=_), "next_forecast")


def _errors(visit: Visit, task: NextNumberTask, latest: Mapping[str, Measured]) -> None:
    _ = visit.translate
    ranked = [(who, measured.numbers["error"]) for who, measured in _all(task, latest, _)]
    figure_view(visit, errors(ranked, dark=st.context.theme.type == "dark", words=_), "next_errors")


def _all(task: NextNumberTask, latest: Mapping[str, Measured], words: Translation) -> list[tuple[Forecaster, Measured]]:
    """Networks, then baselines."""
    rules = [(baseline(name, words), found) for name, found in task.baselines.items()]
    return [*((LOOKS[name], measured) for name, measured in latest.items()), *rules]

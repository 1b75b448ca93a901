"""The charts: they follow where the person rests, and a click on them moves the player."""

import streamlit as st

from rnnviz.figures import gate_heatmap, gradient_norms, memory_limit, memory_update, unit_lines
from rnnviz.pages.panels.chart import chart
from rnnviz.pages.place import drawable
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Track, gradient_name


def charts(visit: Visit) -> None:
    """One unit over time, one gate over time, and how this step made the memory."""
    _ = visit.translate
    scenario = visit.scenario
    track = visit.recording.track(scenario.layer, scenario.direction, scenario.row)
    dark = st.context.theme.type == "dark"
    # Beside each other only where both are wide enough to be read: see pages.css.
    with st.container(key="charts_pair"):
        lines, update = st.columns(2, gap="medium")
    with lines:
        # With all units shown in the player, the first stands for them: the others are a click away.
        unit = scenario.unit or 0
        figure = unit_lines(track, unit, at=scenario.t, dark=dark, words=_)
        chart(visit, "unit_lines", figure, _("Unit {unit} over time: every gate and state.").format(unit=unit))
    with update:
        step = track[scenario.t]
        figure = memory_update(step, unit=scenario.unit, limit=memory_limit(track), dark=dark, words=_)
        alt = _("How time step {t} made the memory: the parts of its sum.").format(t=scenario.t)
        chart(visit, "memory_update", figure, alt)
    _gate(visit, track, dark)
    if visit.recording.gradients is not None:
        _gradients(visit, track, dark)


def _gate(visit: Visit, track: Track, dark: bool) -> None:
    _ = visit.translate
    names = drawable(visit.recording)
    name = visit.scenario.gate or names[0]
    if "gate" not in st.session_state or st.session_state["gate"] not in names:
        st.session_state["gate"] = name
    st.segmented_control(
        _("Every unit over time"), names, key="gate", required=True, on_change=visit.change, args=("gate",)
    )
    figure = gate_heatmap(track, name, at=visit.scenario.t, dark=dark, words=_)
    chart(visit, "gate_heatmap", figure, _("{name} over time: one row a unit.").format(name=name))


def _gradients(visit: Visit, track: Track, dark: bool) -> None:
    """The same unit by unit and step by step, derived; and how far back the loss is felt."""
    _ = visit.translate
    name = gradient_name(visit.scenario.gate or drawable(visit.recording)[0])
    at = visit.scenario.t
    # Under the gate itself and as wide: a column is the same time step in both.
    figure = gate_heatmap(track, name, at=at, log=True, dark=dark, words=_)
    alt = _("The gradient of the loss by {variable}, by powers of ten: one row a unit.")
    chart(visit, "gradient_heatmap", figure, alt.format(variable=name.removeprefix("grad_")))
    figure = gradient_norms(track, at=at, dark=dark, words=_)
    chart(visit, "gradient_norms", figure, _("The size of the gradient at every step, by powers of ten."))

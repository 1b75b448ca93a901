"""Watch expressions: numbers of one's own, drawn over time."""

from functools import partial

import numpy as np
import streamlit as st
from jaxtyping import Float

from rnnviz.analysis import evaluate
from rnnviz.errors import RnnvizError
from rnnviz.figures import watched
from rnnviz.pages.panels.chart import chart
from rnnviz.pages.panels.lines import line_field, removal
from rnnviz.pages.say import say
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording
from rnnviz.scenario_lines import distinct_lines
from rnnviz.words.markdown import plain


def watches(visit: Visit) -> None:
    """A field for an expression, those that are set with their value at this step, and a line for each over time."""
    _ = visit.translate
    rec, scenario = visit.recording, visit.scenario
    track = rec.track(scenario.layer, scenario.direction, scenario.row)
    example = f"mean({rec.cell.gates[0]})" if rec.cell.gates else "norm(h)"
    line_field(visit, "watches", _("Expression: Enter adds it"), example, partial(_values, visit, rec))
    with st.container(gap="xsmall"):
        shown = _set(visit, rec)
    if shown:
        figure = watched(track, shown, at=scenario.t, dark=st.context.theme.type == "dark", words=_)
        chart(visit, "watched", figure, _("The watched expressions over time, a line each."))


def _set(visit: Visit, rec: Recording) -> dict[str, Float[np.ndarray, " length"]]:
    """What is set, by what is written of it in the legend; a line that is none with what is wrong in it."""
    _ = visit.translate
    shown = {}
    for place, line in enumerate(distinct_lines(visit.scenario.watches)):
        with st.container(horizontal=True, vertical_alignment="center", key=f"watches.line.{place}"):
            try:
                values = _values(visit, rec, line)
            except RnnvizError as error:
                with st.container():
                    say(error, _)
            else:
                # Of an expression with a value for each unit the chosen unit is drawn, else the first.
                unit = min(visit.scenario.unit or 0, values.shape[1] - 1)
                name = line if values.shape[1] == 1 else _("{line}, unit {unit}").format(line=line, unit=unit)
                shown[name] = values[:, unit]
                st.markdown(plain(name))
            removal(visit, "watches", line)
    return shown


def _values(visit: Visit, rec: Recording, line: str) -> Float[np.ndarray, "length values"]:
    scenario = visit.scenario
    return evaluate(rec, line, layer=scenario.layer, direction=scenario.direction, batch=scenario.row)

"""The model reading its input, as a picture: unrolled in time, or every unit of h where that is too long."""

import streamlit as st

from rnnviz.figures import gate_heatmap
from rnnviz.figures.unrolled import unrolled
from rnnviz.figures.unrolled.part import MAX_STEPS
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.visit import Visit

_LAYERS = 4
"""More of them would be drawn too small to be read."""


def picture(visit: Visit) -> None:
    """Its first batch row."""
    rec, dark, words = visit.recording, st.context.theme.type == "dark", visit.translate
    top = rec.track(layer=rec.num_layers - 1)
    # In the type of a lecture hall its labels would lie over each other.
    if len(top) <= MAX_STEPS and rec.num_layers <= _LAYERS and not visit.scenario.present:
        figure_view(visit, unrolled(rec, start=-1, dark=dark, words=words), "own_unrolled")
    else:
        figure_view(visit, gate_heatmap(top, rec.cell.state, dark=dark, words=words), "own_states")

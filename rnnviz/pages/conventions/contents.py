"""The list of the differences."""

import streamlit as st

from rnnviz.lessons.conventions import DIFFERENCES, SHOWN
from rnnviz.pages.buttons import buttons
from rnnviz.pages.visit import Visit


def contents(visit: Visit) -> None:
    """The switches, then every difference in the weights under its cell type; the one that is shown stands out."""
    groups = {cell: [name for name in DIFFERENCES if DIFFERENCES[name].cell == cell] for cell in ("LSTM", "GRU", "RNN")}
    first = [name for name in SHOWN if name not in DIFFERENCES]
    with st.sidebar:
        for cell, names in {"": first, **groups}.items():
            if cell:
                st.markdown(f"**{cell}**")
            buttons(
                visit,
                {name: SHOWN[name] for name in names},
                visit.scenario.difference,
                lambda name: visit.open(difference=name),
                kind="difference",
                key=f"topic.{cell}",
            )

"""The list of the differences."""

import streamlit as st

from rnnviz.lessons.conventions import DIFFERENCES, SHOWN
from rnnviz.pages.visit import Visit


def contents(visit: Visit) -> None:
    """The switches, then every difference in the weights under its cell type; the one that is shown stands out."""
    _ = visit.translate
    groups = {cell: [name for name in DIFFERENCES if DIFFERENCES[name].cell == cell] for cell in ("LSTM", "GRU", "RNN")}
    first = [name for name in SHOWN if name not in DIFFERENCES]
    with st.sidebar:
        for cell, names in {"": first, **groups}.items():
            if cell:
                st.markdown(f"**{cell}**")
            with st.container(gap=None, key=f"topic.{cell}"):
                for name in names:
                    st.button(
                        _(SHOWN[name]),
                        key=f"difference.{name}",
                        type="primary" if name == visit.scenario.difference else "tertiary",
                        on_click=visit.open,
                        kwargs={"difference": name},
                        width="stretch",
                    )

"""The controls beside the page: everything that moves a shape. PyTorch's names are the labels."""

import streamlit as st

from rnnviz import limits
from rnnviz.pages import sidebar
from rnnviz.pages.settings import choice, complaint, flag, typed
from rnnviz.pages.visit import Visit


def controls(visit: Visit) -> None:
    """What the module is built with, then the input that it reads."""
    sidebar.cell_type(visit)
    with st.sidebar:
        layers, projection = st.columns([3, 2])
        with layers:
            choice(visit, "num_layers", "num_layers", tuple(range(1, limits.MAX_NUM_LAYERS + 1)))
        with projection:
            if visit.scenario.cell_type == "LSTM":
                typed(visit, "proj_size", "proj_size")
        complaint(visit, "proj_size")
        typed(visit, "hidden_size", "hidden_size")
        complaint(visit, "hidden_size")
        flag(visit, "bidirectional", "bidirectional")
        complaint(visit, "bidirectional")
        with st.container(horizontal=True, gap="medium"):
            flag(visit, "bias", "bias")
            flag(visit, "batch_first", "batch_first")
        sidebar.random_input(visit)

"""What the module is made with, and the random input that it reads. PyTorch's names are the labels."""

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages import sidebar
from rnnviz.pages.settings import choice, complaint, typed
from rnnviz.pages.visit import Visit


def controls(visit: Visit) -> None:
    """Fields for what this module has."""
    entry = ENTRIES[visit.scenario.module]
    with st.sidebar:
        sidebar.numbers(visit, "input_size", "hidden_size")
        if "num_layers" in entry.settings:
            choice(visit, "num_layers", "num_layers", tuple(range(1, limits.MAX_NUM_LAYERS + 1)))
        if "output_size" in entry.settings:
            typed(visit, "output_size", "output_size")
            complaint(visit, "output_size")
        if "alpha" in entry.settings:
            sidebar.percent(visit, "alpha", "alpha")
        sidebar.numbers(visit, "seq_len", *(() if entry.form == "sample" else ("batch",)))
        sidebar.seed(visit)

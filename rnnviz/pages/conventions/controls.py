"""The sizes of both networks, and their seed. PyTorch's names are the labels."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.visit import Visit


def controls(visit: Visit) -> None:
    """Fields for sizes and seed."""
    with st.sidebar:
        sidebar.numbers(visit, "input_size", "hidden_size")
        sidebar.numbers(visit, "seq_len", "batch")
        sidebar.seed(visit)

"""The controls beside the page: everything that moves a shape."""

import streamlit as st

from rnnviz import limits
from rnnviz.pages import sidebar
from rnnviz.pages.settings import choice, complaint, flag, typed
from rnnviz.pages.visit import Visit


def module_controls(visit: Visit) -> None:
    """What the module is built with."""
    _ = visit.translate
    sidebar.cell_type(visit)
    with st.sidebar:
        _fields(visit, "input_size", "hidden_size")
        layers, directions = st.columns([3, 2])
        with layers:
            choice(visit, "num_layers", "num_layers", tuple(range(1, limits.MAX_NUM_LAYERS + 1)))
        with directions:
            if visit.scenario.cell_type == "LSTM":
                typed(visit, "proj_size", "proj_size")
        complaint(visit, "proj_size")
        flag(visit, "bidirectional", "bidirectional")
        complaint(visit, "bidirectional")
        with st.container(horizontal=True, gap="medium"):
            flag(visit, "bias", "bias")
            flag(visit, "batch_first", "batch_first")


def tensor_controls(visit: Visit) -> None:
    """The input that it reads."""
    _ = visit.translate
    with st.sidebar:
        if visit.scenario.unbatched:
            _fields(visit, "seq_len")
        else:
            _fields(visit, "seq_len", "batch")
            typed(visit, "lengths", _("lengths, for a packed input"))
            complaint(visit, "lengths")
        flag(visit, "unbatched", _("Without a batch axis"))
        complaint(visit, "unbatched")


def _fields(visit: Visit, *settings: str) -> None:
    """Numbers side by side, and under them what is wrong in one of them. PyTorch's names are the labels."""
    for column, setting in zip(st.columns(len(settings)), settings, strict=True):
        with column:
            typed(visit, setting, setting)
    for setting in settings:
        complaint(visit, setting)

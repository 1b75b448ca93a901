"""The settings beside the page."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from rnnviz.pages.form.fields import complaints, number, option, slider
from rnnviz.pages.training.settings import training_settings
from rnnviz.pages.visit import Visit
from rnnviz.training.strings import ATTENTION, WHAT, StringsPlan
from rnnviz.words import N_

_WHAT: Mapping[str, str] = MappingProxyType({"reverse": N_("Reverse"), "sort": N_("Sort"), "dates": N_("Dates")})
_ATTENTION: Mapping[str, str] = MappingProxyType({"both": N_("Both"), "with": N_("With"), "without": N_("Without")})


def controls(visit: Visit, plan: StringsPlan) -> None:
    """What is rewritten, by which networks, and how they are taught."""
    _ = visit.translate
    with st.sidebar:
        option(visit, plan, "what", _("Task"), WHAT, lambda what: _(_WHAT[what]))
        if plan.what != "dates":
            number(visit, plan, "length", _("Letters of the longest string"))
            complaints(visit, plan, "length")
        option(visit, plan, "attention", _("Attention"), tuple(ATTENTION), lambda which: _(_ATTENTION[which]))
        slider(visit, plan, "forcing", _("Teacher forcing (per cent of the steps)"), 0, 100, step=5)
        option(visit, plan, "cell_type", _("Cell type"), ("RNN", "LSTM", "GRU"))
        hidden, epochs = st.columns(2)
        with hidden:
            number(visit, plan, "hidden_size", _("Hidden size"))
        with epochs:
            number(visit, plan, "epochs", _("Epochs of 50 steps"))
        complaints(visit, plan, "hidden_size", "epochs", "forcing")
        training_settings(visit, plan)

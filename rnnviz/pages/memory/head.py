"""The head of the page: its title, and settings at which there is something to see, one button each."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from rnnviz.pages.visit import Visit
from rnnviz.words import N_

PRESETS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        N_("A fresh LSTM forgets too"): {"forget_bias": None, "gain": 100, "hidden_size": 16},
        N_("Forget bias 1"): {"forget_bias": 1.0, "gain": 100, "hidden_size": 16},
        N_("Forget bias 5"): {"forget_bias": 5.0, "gain": 100, "hidden_size": 16},
        N_("Exploding"): {"forget_bias": None, "gain": 400, "hidden_size": 32},
    }
)
"""Settings by title, a msgid; all of them over 100 steps."""


def head(visit: Visit) -> None:
    """Title and buttons; the one whose settings are shown stands out."""
    _ = visit.translate
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="memory_head"):
        st.title(_("Memory and gradients"), anchor=False, width="stretch")
        for number, (title, settings) in enumerate(PRESETS.items()):
            whole = {**settings, "seq_len": 100}
            shown = all(getattr(visit.scenario, name) == value for name, value in whole.items())
            st.button(
                _(title),
                key=f"memory_preset.{number}",
                type="primary" if shown else "secondary",
                on_click=visit.put,
                kwargs=whole,
            )

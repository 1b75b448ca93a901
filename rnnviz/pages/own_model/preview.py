"""The input as the module gets it, before anything is run."""

import streamlit as st

from rnnviz.formats.reading import Reading
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain

_LABELS = 24
"""Labels that are shown of the first row."""


def preview(visit: Visit, reading: Reading) -> None:
    """Its shape, and the names of its first steps."""
    _ = visit.translate
    seq_len, batch, features = reading.input.shape
    text = _("input: {shape} (seq_len, batch, input_size)").format(shape=(seq_len, batch, features))
    first = reading.labels[0]
    shown = " · ".join(plain(label) for label in first[:_LABELS]) + (" …" if len(first) > _LABELS else "")
    st.caption(f"{text}  \n{shown}")

"""The list of ready traces, and the way to one's own."""

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.traces import traces
from rnnviz.pages.buttons import buttons
from rnnviz.pages.file_field import file_field
from rnnviz.pages.lab.programs import bold
from rnnviz.pages.traces.shown import FILE, UPLOAD, uploaded
from rnnviz.pages.visit import Visit

OWN = 'import rnnviz\ntrace = rnnviz.trace(model, x)\ntrace.save("run.safetensors")\n'
"""How a file is made: anything that can be called, with its arguments."""


def contents(visit: Visit, name: str) -> None:
    """Every ready trace, then one's own code."""
    _ = visit.translate
    with st.sidebar:
        st.markdown(bold(_("Ready traces")))
        titles = {other: lesson.title for other, lesson in traces().items()}
        buttons(
            visit,
            titles,
            name,
            lambda other: visit.put(trace=other, trace_step=0),
            kind="trace",
            key="topic.traces",
        )
        st.markdown(bold(_("Your own code")))
        st.caption(_("Run it on your own machine, and open the file here. Nothing of it is run here."))
        with st.container(key="own_code"):
            st.code(OWN, language="python", wrap_lines=True)
        file_field(
            _,
            label=_("File of a trace"),
            key=UPLOAD,
            most_bytes=limits.MAX_UPLOADED_BYTES,
            on_change=lambda: uploaded(visit),
        )
        if st.session_state.get(UPLOAD) is not None and name != FILE:
            st.button(_("Show the file"), on_click=uploaded, args=(visit,), width="stretch")

"""The list of ready traces, and the way to one's own."""

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.traces import traces
from rnnviz.pages.buttons import buttons
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
        # The browser's own button is English only.
        st.html(_labels(_("Choose a file"), _("up to {size} MB").format(size=_megabytes())))
        st.file_uploader(
            _("File of a trace"),
            type="safetensors",
            key=UPLOAD,
            max_upload_size=_megabytes(),
            on_change=uploaded,
            args=(visit,),
        )
        if st.session_state.get(UPLOAD) is not None and name != FILE:
            st.button(_("Show the file"), on_click=uploaded, args=(visit,), width="stretch")


def _megabytes() -> int:
    return limits.MAX_UPLOADED_BYTES // 2**20


def _labels(button: str, size: str) -> str:
    """A style that gives the field for a file the visit's own words: Streamlit's are English only."""
    text = '[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p'
    limit = '[data-testid="stFileUploaderDropzoneInstructions"]'
    return (
        f"<style>{text}, {limit} * {{ font-size: 0 !important; }} "
        f'{text}::after {{ content: "{button}"; font-size: 0.9rem; }} '
        f'{limit}::after {{ content: "{size}"; font-size: 0.85rem; }}</style>'
    )

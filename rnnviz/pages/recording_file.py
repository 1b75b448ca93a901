"""A recording as a file: opened here, or saved from here."""

import tempfile
from pathlib import Path

import streamlit as st

from rnnviz import limits
from rnnviz.pages.file_field import file_field
from rnnviz.pages.say import as_error, say
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording

_OPEN = "recording_file"


def recording_file(visit: Visit) -> None:
    """The way in and the way out."""
    _ = visit.translate
    with st.sidebar, st.popover(_("File"), width="stretch"):
        st.markdown(_("Open a recording that was saved here or with `rec.save(path)`. No code in it is run."))
        file_field(
            _,
            label=_("File of a recording"),
            key=_OPEN,
            most_bytes=limits.MAX_RECORDING_FILE_BYTES,
            on_change=lambda: _opened(visit),
        )
        if _OPEN in visit.said:
            say(visit.said[_OPEN], _)
        rec = visit.recording
        st.download_button(
            _("Save this recording"),
            lambda: _saved(rec),
            file_name=f"{rec.cell_type.lower()}-{rec.version[:8]}.safetensors",
            mime="application/octet-stream",
            on_click="ignore",
            width="stretch",
        )


def _opened(visit: Visit) -> None:
    file = st.session_state.get(_OPEN)
    visit.said.pop(_OPEN, None)
    if file is None:
        return
    try:
        visit.open_file(file.getvalue())
    except Exception as error:
        visit.said[_OPEN] = as_error(error)


def _saved(rec: Recording) -> bytes:
    with tempfile.TemporaryDirectory(prefix="rnnviz-") as folder:
        path = Path(folder) / "recording.safetensors"
        rec.save(path)
        return path.read_bytes()

"""A recording or a training as a file: opened here, or saved from here."""

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.opened import OPENED
from rnnviz.lessons.trained import history_of
from rnnviz.pages.file_field import file_field
from rnnviz.pages.first_view import first_view
from rnnviz.pages.say import as_error
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_code import HISTORY
from rnnviz.training.opened_histories import OPENED_HISTORIES

_OPEN = "recording_file"

_ZIP = b"PK\x03\x04"
"""How the file of a training begins; one of a recording begins with a small number."""


def recording_file(visit: Visit) -> None:
    """The way in and the way out."""
    _ = visit.translate
    with st.sidebar, st.popover(_("File"), width="stretch"):
        st.markdown(
            _(
                "Open a recording that was saved here or with `rec.save(path)`, or a training that was watched and "
                "saved with `history.save(path)`. No code in it is run."
            )
        )
        file_field(
            _,
            label=_("File of a recording"),
            key=_OPEN,
            most_bytes=limits.MAX_RECORDING_FILE_BYTES,
            on_change=lambda: _opened(visit),
            types=("safetensors", "rnnviz"),
        )
        complaint(visit, _OPEN)
        rec = visit.recording
        st.download_button(
            _("Save this recording"),
            lambda: file_of(rec),
            file_name=f"{rec.cell_type.lower()}-{rec.version[:8]}.safetensors",
            mime="application/octet-stream",
            on_click="ignore",
            width="stretch",
        )


def _opened(visit: Visit) -> None:
    file = st.session_state.get(_OPEN)
    visit.fields.forget(_OPEN)
    if file is None:
        return
    try:
        open_file(visit, file.getvalue())
    except Exception as error:
        visit.refuse(_OPEN, file.name, as_error(error))


def open_file(visit: Visit, content: bytes) -> None:
    """Show a recording, or a training, out of a file; the place that a link asked for, if this is its file.

    Raises:
        FileError: it is neither.
    """
    there = kept(replace(first_view(visit.page, visit.scenario.language), panels=visit.scenario.panels), content)
    asked = visit.awaited
    here = asked if asked is not None and _same_file(asked, there) else there
    visit.take(replace(here, language=visit.scenario.language))
    visit.awaited = None
    visit.show_everywhere()


def kept(first: Scenario, content: bytes) -> Scenario:
    """``first`` with the recording, or the training, of a file, which is kept ready.

    Raises:
        FileError: it is neither.
    """
    if not content.startswith(_ZIP):
        return replace(first, source="file", opened=OPENED.keep(content))
    there = replace(first, source="training", training=f"{HISTORY}?file={OPENED_HISTORIES.keep(content)}")
    return replace(there, moment=history_of(there).steps[-1])


def _same_file(one: Scenario, other: Scenario) -> bool:
    return (one.source, one.opened, one.training) == (other.source, other.opened, other.training)


def file_of(rec: Recording) -> bytes:
    """The file of a recording."""
    with tempfile.TemporaryDirectory(prefix="rnnviz-") as folder:
        path = Path(folder) / "recording.safetensors"
        rec.save(path)
        return path.read_bytes()

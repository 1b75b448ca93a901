"""A file that is no model's: recordings, trainings and traces are opened where they are shown."""

from dataclasses import fields

from rnnviz.errors import FileError
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import DEBUGGER, TRACE
from rnnviz.pages.recording_file import kept
from rnnviz.pages.traces.shown import FILE, open_trace
from rnnviz.pages.visit import Visit

_TRAINING = b"history.json"
"""The first name in the file of a training, which is a ZIP archive."""
_NAME_AT = 30
"""Bytes before the first name in such an archive."""


def open_other(visit: Visit, content: bytes, error: FileError | None = None) -> str | None:
    """Keep such a file; the page that shows it, or None where it is none.

    Args:
        visit: the visit.
        content: of the file.
        error: what reading it as a model said: that of a recording names it.

    Raises:
        FileError: it is damaged.
    """
    code = "" if error is None else error.code
    if code == "model-trace":
        open_trace(content)
        visit.go_to(TRACE, trace=FILE, trace_step=0)
        return TRACE
    if code != "model-recording" and not is_training(content):
        return None
    there = kept(first_view(DEBUGGER, visit.scenario.language), content)
    visit.go_to(DEBUGGER, **{each.name: getattr(there, each.name) for each in fields(there)})
    return DEBUGGER


def is_training(content: bytes) -> bool:
    """Whether a file begins as ``history.save`` writes it."""
    return content.startswith(b"PK") and content[_NAME_AT:].startswith(_TRAINING)

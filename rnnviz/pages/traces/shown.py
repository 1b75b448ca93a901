"""The trace that is shown: one that is made here, or one out of a file. Nothing of a file is ever run."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from rnnviz import limits
from rnnviz.code_player import message
from rnnviz.errors import FileError, SettingError
from rnnviz.lessons.shelf import Shelf
from rnnviz.lessons.traces import traces
from rnnviz.pages.visit import Visit
from rnnviz.tracing import Trace, load_trace
from rnnviz.words import N_

FILE = "file"
"""The name in the address of a trace out of a file; the file itself is in no address."""

UPLOAD = "trace_upload"
"""The key of the field that takes a file."""

_DIGEST = "trace_digest"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A trace, and the bytes for its player.

    Attributes:
        name: its name in the address.
        trace: what is stepped through.
        payload: what the browser gets.
    """

    name: str
    trace: Trace
    payload: bytes


def names() -> tuple[str, ...]:
    """The names of the ready traces, in the order of the list."""
    return tuple(traces())


def chosen(visit: Visit) -> tuple[str, SettingError | None]:
    """The name of the trace that is to be shown, and what is to be said where the address asks for another one."""
    wanted = visit.scenario.trace
    if not wanted or wanted in names():
        return wanted or names()[0], None
    if wanted == FILE:
        if _DIGEST in st.session_state:
            return FILE, None
        template = N_("The file is not in the link: the first trace of the list is shown. Choose the file again.")
        return names()[0], SettingError("trace-file", template)
    template = N_("There is no trace of the name {got}: the first one is shown. Choose one from the list.")
    return names()[0], SettingError("trace", template, got=wanted)


def shown(name: str) -> Shown:
    """The trace of that name, from the shelf or made now.

    Raises:
        FileError: the file holds no trace.
    """
    if name == FILE:
        return _SHOWN.get((FILE, st.session_state[_DIGEST]), _from_file)
    return _SHOWN.get(name, lambda: _ready(name, traces()[name].run))


def uploaded(visit: Visit) -> None:
    """Callback: a file was chosen, or taken away."""
    file = st.session_state.get(UPLOAD)
    if file is None:
        st.session_state.pop(_DIGEST, None)
        if visit.scenario.trace == FILE:
            visit.put(trace="", trace_step=0)
        return
    st.session_state[_DIGEST] = hashlib.sha256(file.getvalue()).hexdigest()
    visit.put(trace=FILE, trace_step=0)


def open_trace(content: bytes) -> None:
    """Keep the trace of a file that was chosen on another page; this one shows it as `FILE`.

    Raises:
        FileError: the file holds no trace.
    """
    digest = hashlib.sha256(content).hexdigest()
    _SHOWN.get((FILE, digest), lambda: _of(content))
    st.session_state[_DIGEST] = digest


def _ready(name: str, make: Callable[[], Trace]) -> Shown:
    trace = make()
    return Shown(name, trace, message(trace))


def _from_file() -> Shown:
    file = st.session_state.get(UPLOAD)
    if file is None:
        template = N_("The file is no longer kept here. Choose it again.")
        raise FileError("trace-gone", template)
    return _of(file.getvalue())


def _of(content: bytes) -> Shown:
    if len(content) > limits.MAX_UPLOADED_BYTES:
        template = N_("The file must have at most {most} bytes, it has {got}. Trace fewer steps, or smaller arrays.")
        raise FileError("trace-size", template, most=f"{limits.MAX_UPLOADED_BYTES:,}", got=f"{len(content):,}")
    return _ready(FILE, lambda: load_trace(content))


_SHOWN = Shelf[Shown](
    most=limits.MAX_TRACES_KEPT,
    most_bytes=limits.MAX_TRACES_BYTES,
    size=lambda shown: len(shown.payload),
)
"""Traces kept ready, shared by all visits."""

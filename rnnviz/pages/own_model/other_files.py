"""A file that is no model's: recordings, trainings and traces are opened where they are shown."""

from rnnviz.errors import FileError
from rnnviz.pages.page_list import DEBUGGER, TRACE
from rnnviz.pages.recording_file import opened_scenario
from rnnviz.pages.traces.shown import open_trace
from rnnviz.pages.visit import Visit
from rnnviz.tracing.file import is_trace

_HISTORY = b"PK\x03\x04"

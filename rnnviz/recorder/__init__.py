"""Running a module and keeping everything: the `Recording` and its files."""

from rnnviz.recorder.architecture import DIRECTIONS, Architecture
from rnnviz.recorder.files import load
from rnnviz.recorder.layout import Layout, layout_of
from rnnviz.recorder.parity import TOLERANCE, Parity
from rnnviz.recorder.record import record
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.track import Step, Track
from rnnviz.recorder.watch import Recordings, recording

__all__ = [
    "DIRECTIONS",
    "TOLERANCE",
    "Architecture",
    "Layout",
    "Parity",
    "Recording",
    "Recordings",
    "Step",
    "Track",
    "layout_of",
    "load",
    "record",
    "recording",
]

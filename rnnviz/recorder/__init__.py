"""Running a module and keeping everything: the `Recording` and its files."""

from rnnviz.recorder.architecture import DIRECTIONS, Architecture
from rnnviz.recorder.files import load
from rnnviz.recorder.gradients.names import derived_by, gradient_name, named_values
from rnnviz.recorder.gradients.result import Gradients
from rnnviz.recorder.layout import Layout, layout_of
from rnnviz.recorder.parity import TOLERANCE, Parity
from rnnviz.recorder.record import record
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.recordings import Recordings
from rnnviz.recorder.track import Step, Track
from rnnviz.recorder.watch import recording

__all__ = [
    "DIRECTIONS",
    "TOLERANCE",
    "Architecture",
    "Gradients",
    "Layout",
    "Parity",
    "Recording",
    "Recordings",
    "Step",
    "Track",
    "derived_by",
    "gradient_name",
    "layout_of",
    "load",
    "named_values",
    "record",
    "recording",
]

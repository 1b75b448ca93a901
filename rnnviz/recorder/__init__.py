"""Running a module and keeping everything: the `Recording` and its files."""

from rnnviz.recorder.files import load
from rnnviz.recorder.parity import Parity
from rnnviz.recorder.record import record
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.track import Step, Track

__all__ = ["Parity", "Recording", "Step", "Track", "load", "record"]

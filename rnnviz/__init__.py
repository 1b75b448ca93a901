"""rnnviz: a step-through debugger for recurrent networks.

>>> import torch, rnnviz
>>> rec = rnnviz.record(torch.nn.LSTM(input_size=3, hidden_size=2), torch.ones(4, 1, 3))
>>> rec.gate("forget").shape  # num_layers, num_directions, seq_len, batch, hidden_size
(1, 1, 4, 1, 2)
>>> step = rec.track()[3]
>>> bool(abs(step["kept"] + step["written"] - step["c"]).max() < 1e-6)
True
"""

from rnnviz import by_hand
from rnnviz.analysis import (
    Anomaly,
    Breakpoint,
    Comparison,
    Difference,
    Edit,
    Finding,
    Hit,
    Hits,
    Location,
    Memory,
    NotFinite,
    Origin,
    Pair,
    Place,
    Report,
    Saturation,
    audit,
    break_at,
    breakpoints,
    compare,
    evaluate,
    find,
    first_anomaly,
    locate,
    memory,
    not_finite,
    origin,
    places,
    read_edits,
    rerun,
    write_edits,
)
from rnnviz.by_hand.copy_weights import Copied, copy_weights
from rnnviz.by_hand.part_module import module_of
from rnnviz.errors import RnnvizError
from rnnviz.formats.models import ModelFile, Part, load_model
from rnnviz.handouts import handout
from rnnviz.recorder import Gradients, Parity, Recording, Recordings, Step, Track, load, record, recording
from rnnviz.showing import show
from rnnviz.tracing import Trace, TraceLimits, load_trace, trace
from rnnviz.training.history import History
from rnnviz.training.history_file import load_history
from rnnviz.training.watch import watch

__version__ = "0.1.0"

__all__ = [
    "Anomaly",
    "Breakpoint",
    "Comparison",
    "Copied",
    "Difference",
    "Edit",
    "Finding",
    "Gradients",
    "History",
    "Hit",
    "Hits",
    "Location",
    "Memory",
    "ModelFile",
    "NotFinite",
    "Origin",
    "Pair",
    "Parity",
    "Part",
    "Place",
    "Recording",
    "Recordings",
    "Report",
    "RnnvizError",
    "Saturation",
    "Step",
    "Trace",
    "TraceLimits",
    "Track",
    "audit",
    "break_at",
    "breakpoints",
    "by_hand",
    "compare",
    "copy_weights",
    "evaluate",
    "find",
    "first_anomaly",
    "handout",
    "load",
    "load_history",
    "load_model",
    "load_trace",
    "locate",
    "memory",
    "module_of",
    "not_finite",
    "origin",
    "places",
    "read_edits",
    "record",
    "recording",
    "rerun",
    "show",
    "trace",
    "watch",
    "write_edits",
]

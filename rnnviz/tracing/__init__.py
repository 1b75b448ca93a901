"""Running ordinary code and keeping what every line of it did: the `Trace` and its files."""

from rnnviz.tracing.data import CUTS, KINDS, Event, Frame, Moment, Raised, Source
from rnnviz.tracing.files import load_trace
from rnnviz.tracing.run import trace
from rnnviz.tracing.trace import Trace
from rnnviz.tracing.trace_limits import TraceLimits
from rnnviz.tracing.values import (
    GONE,
    MISSING,
    Array,
    Gone,
    Mapping,
    Number,
    Object,
    Reference,
    Sequence,
    Text,
    Value,
)

__all__ = [
    "CUTS",
    "GONE",
    "KINDS",
    "MISSING",
    "Array",
    "Event",
    "Frame",
    "Gone",
    "Mapping",
    "Moment",
    "Number",
    "Object",
    "Raised",
    "Reference",
    "Sequence",
    "Source",
    "Text",
    "Trace",
    "TraceLimits",
    "Value",
    "load_trace",
    "trace",
]

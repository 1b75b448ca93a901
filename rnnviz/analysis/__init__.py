"""Questions put to a recording; each is a function over it, so nothing flows back."""

from rnnviz.analysis.audit import Finding, Report, audit
from rnnviz.analysis.bounds import Bound, bounds
from rnnviz.analysis.breakpoints import (
    Anomaly,
    Breakpoint,
    break_at,
    breakpoints,
    breakpoints_of,
    first_anomaly,
    title_of,
)
from rnnviz.analysis.compare import Comparison, Difference, Pair, Tail, compare
from rnnviz.analysis.evaluate import evaluate
from rnnviz.analysis.find import Hit, Hits, find
from rnnviz.analysis.foreseen import Foreseen, foreseen
from rnnviz.analysis.locate import locate
from rnnviz.analysis.location import Location, places
from rnnviz.analysis.magnitude import ROUNDING, largest, norm, round_up
from rnnviz.analysis.memory import Memory, Saturation, memory
from rnnviz.analysis.not_finite import BadNumber, NotFinite, not_finite
from rnnviz.analysis.origin import Factor, Origin, Source, Term, has_trail, origin, read_trail, write_trail
from rnnviz.analysis.place import Place
from rnnviz.analysis.rerun import Edit, Editable, editable, read_edits, rerun, write_edits
from rnnviz.analysis.tracking import PROPERTIES, Property, Tracker, tracking

__all__ = [
    "PROPERTIES",
    "ROUNDING",
    "Anomaly",
    "BadNumber",
    "Bound",
    "Breakpoint",
    "Comparison",
    "Difference",
    "Edit",
    "Editable",
    "Factor",
    "Finding",
    "Foreseen",
    "Hit",
    "Hits",
    "Location",
    "Memory",
    "NotFinite",
    "Origin",
    "Pair",
    "Place",
    "Property",
    "Report",
    "Saturation",
    "Source",
    "Tail",
    "Term",
    "Tracker",
    "audit",
    "bounds",
    "break_at",
    "breakpoints",
    "breakpoints_of",
    "compare",
    "editable",
    "evaluate",
    "find",
    "first_anomaly",
    "foreseen",
    "has_trail",
    "largest",
    "locate",
    "memory",
    "norm",
    "not_finite",
    "origin",
    "places",
    "read_edits",
    "read_trail",
    "rerun",
    "round_up",
    "title_of",
    "tracking",
    "write_edits",
    "write_trail",
]

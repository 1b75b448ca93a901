"""Questions put to a recording; each is a function over it, so nothing flows back."""

from rnnviz.analysis.bounds import Bound, bounds
from rnnviz.analysis.compare import Comparison, Difference, Pair, Tail, compare
from rnnviz.analysis.find import Hit, Hits, find
from rnnviz.analysis.locate import locate
from rnnviz.analysis.location import Location, places
from rnnviz.analysis.magnitude import ROUNDING, largest, norm, round_up
from rnnviz.analysis.memory import Memory, Saturation, memory
from rnnviz.analysis.not_finite import BadNumber, NotFinite, not_finite
from rnnviz.analysis.place import Place
from rnnviz.analysis.rerun import Edit, Editable, editable, read_edits, rerun, write_edits

__all__ = [
    "ROUNDING",
    "BadNumber",
    "Bound",
    "Comparison",
    "Difference",
    "Edit",
    "Editable",
    "Hit",
    "Hits",
    "Location",
    "Memory",
    "NotFinite",
    "Pair",
    "Place",
    "Saturation",
    "Tail",
    "bounds",
    "compare",
    "editable",
    "find",
    "largest",
    "locate",
    "memory",
    "norm",
    "not_finite",
    "places",
    "read_edits",
    "rerun",
    "round_up",
    "write_edits",
]

"""Questions put to a recording; each is a function over it, so nothing flows back."""

from rnnviz.analysis.bounds import Bound, bounds
from rnnviz.analysis.compare import Comparison, Difference, Pair, Tail, compare
from rnnviz.analysis.find import Hit, Hits, find
from rnnviz.analysis.locate import locate
from rnnviz.analysis.location import Location, places
from rnnviz.analysis.magnitude import ROUNDING, largest, round_up
from rnnviz.analysis.not_finite import BadNumber, NotFinite, not_finite
from rnnviz.analysis.origin import Factor, Origin, Source, Term, has_trail, origin, read_trail, write_trail
from rnnviz.analysis.place import Place

__all__ = [
    "ROUNDING",
    "BadNumber",
    "Bound",
    "Comparison",
    "Difference",
    "Factor",
    "Hit",
    "Hits",
    "Location",
    "NotFinite",
    "Origin",
    "Pair",
    "Place",
    "Source",
    "Tail",
    "Term",
    "bounds",
    "compare",
    "find",
    "has_trail",
    "largest",
    "locate",
    "not_finite",
    "origin",
    "places",
    "read_trail",
    "round_up",
    "write_trail",
]

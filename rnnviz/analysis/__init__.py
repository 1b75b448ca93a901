"""Questions put to a recording; each is a function over it, so nothing flows back."""

from rnnviz.analysis.bounds import Bound, bounds
from rnnviz.analysis.magnitude import ROUNDING, largest, round_up
from rnnviz.analysis.not_finite import BadNumber, NotFinite, not_finite

__all__ = ["ROUNDING", "BadNumber", "Bound", "NotFinite", "bounds", "largest", "not_finite", "round_up"]

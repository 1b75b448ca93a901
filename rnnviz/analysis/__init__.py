"""Questions put to a recording; each is a function over it, so nothing flows back."""

from rnnviz.analysis.bounds import Bound, bounds
from rnnviz.analysis.magnitude import ROUNDING, largest, round_up

__all__ = ["ROUNDING", "Bound", "bounds", "largest", "round_up"]

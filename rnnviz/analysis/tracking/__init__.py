"""Which gate, state or unit follows something that can be told of a text."""

from rnnviz.analysis.tracking.properties import PROPERTIES, Property
from rnnviz.analysis.tracking.tracking import Tracker, tracking

__all__ = ["PROPERTIES", "Property", "Tracker", "tracking"]

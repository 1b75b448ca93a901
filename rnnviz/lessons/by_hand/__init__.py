"""Modules written by hand beside PyTorch's own: the code, the same weights laid out for each, the same numbers."""

from rnnviz.lessons.by_hand.comparison import Comparison, compared, program
from rnnviz.lessons.by_hand.entries import ENTRIES, Entry

__all__ = ["ENTRIES", "Comparison", "Entry", "compared", "program"]

"""What differs between recordings of the same input, step by step."""

from rnnviz.analysis.compare.compare import compare
from rnnviz.analysis.compare.comparison import Comparison
from rnnviz.analysis.compare.difference import Difference
from rnnviz.analysis.compare.pair import Pair, Tail

__all__ = ["Comparison", "Difference", "Pair", "Tail", "compare"]

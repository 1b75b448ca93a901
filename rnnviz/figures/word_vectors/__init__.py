"""Word vectors: how far they lie apart, and where."""

from rnnviz.figures.word_vectors.distances import distances
from rnnviz.figures.word_vectors.scatter import scatter_words

__all__ = ["distances", "scatter_words"]

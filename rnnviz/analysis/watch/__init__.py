"""Watch expressions: a number worked out at every step of a track, in the language of `rnnviz.find`."""

from rnnviz.analysis.watch.watch import watch

__all__ = ["watch"]

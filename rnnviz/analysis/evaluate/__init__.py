"""Watch expressions: a number worked out at every step of a track, in the language of `rnnviz.find`."""

from rnnviz.analysis.evaluate.evaluate import evaluate

__all__ = ["evaluate"]

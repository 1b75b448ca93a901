"""From dates as people write them to ``1987-05-03``: an encoder, a decoder, and attention between them."""

from rnnviz.training.models.dates.batch import accuracy, character_accuracy, read_tensors, written, written_tensors
from rnnviz.training.models.dates.language import BEGIN, END, SPELLINGS, WRITTEN, cases
from rnnviz.training.models.dates.network import AdditiveAttention, DatesNetwork, load
from rnnviz.training.models.dates.translate import Translation, translate

__all__ = [
    "BEGIN",
    "END",
    "SPELLINGS",
    "WRITTEN",
    "AdditiveAttention",
    "DatesNetwork",
    "Translation",
    "accuracy",
    "cases",
    "character_accuracy",
    "load",
    "read_tensors",
    "translate",
    "written",
    "written_tensors",
]

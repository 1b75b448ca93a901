"""A person's own model: opened from a file, fed with an input of theirs, ready to be recorded."""

from rnnviz.lessons.own_model.example import example
from rnnviz.lessons.own_model.given import Given, given, given_of, input_of
from rnnviz.lessons.own_model.opened import OPENED_MODELS
from rnnviz.lessons.own_model.reading import reading, vocabulary_of
from rnnviz.lessons.own_model.suggested import fits, of_another_part, suggested

__all__ = [
    "OPENED_MODELS",
    "Given",
    "example",
    "fits",
    "given",
    "given_of",
    "input_of",
    "of_another_part",
    "reading",
    "suggested",
    "vocabulary_of",
]

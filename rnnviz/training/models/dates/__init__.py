"""From dates as people write them to ``1987-05-03``: an encoder, a decoder, and attention between them."""

from rnnviz.training.encoder_decoder import (
    BEGIN,
    END,
    AdditiveAttention,
    Translation,
    accuracy,
    character_accuracy,
    written,
)
from rnnviz.training.models.dates.batch import read_tensors, written_tensors
from rnnviz.training.models.dates.language import SPELLINGS, WRITTEN, cases
from rnnviz.training.models.dates.network import DatesNetwork, load
from rnnviz.training.models.dates.translate import translate

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

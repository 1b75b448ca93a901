"""From one string to another of any length: an encoder, a decoder, and attention between them."""

from rnnviz.training.encoder_decoder.alphabets import BEGIN, END, PADDING, Alphabets
from rnnviz.training.encoder_decoder.measures import (
    Case,
    Right,
    accuracy,
    character_accuracy,
    right_at_ratio,
    right_of_own,
    right_when_forced,
    written,
)
from rnnviz.training.encoder_decoder.network import AdditiveAttention, CellType, EncoderDecoder
from rnnviz.training.encoder_decoder.translation import Translation, translated

__all__ = [
    "BEGIN",
    "END",
    "PADDING",
    "AdditiveAttention",
    "Alphabets",
    "Case",
    "CellType",
    "EncoderDecoder",
    "Right",
    "Translation",
    "accuracy",
    "character_accuracy",
    "right_at_ratio",
    "right_of_own",
    "right_when_forced",
    "translated",
    "written",
]

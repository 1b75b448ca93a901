"""An encoder that reads a date, and a decoder that writes it and looks back at the encoder at every character."""

from functools import lru_cache
from typing import Literal

from rnnviz.training.encoder_decoder import EncoderDecoder
from rnnviz.training.models.dates.language import ALPHABETS
from rnnviz.training.models.stored import stored

HIDDEN_SIZE = 32

Weights = Literal["trained", "early", "without attention"]
"""Which network: trained to the end, stopped early, or trained to the end without attention."""

_FILES: dict[Weights, str] = {"trained": "dates", "early": "dates_early", "without attention": "dates_plain"}


class DatesNetwork(EncoderDecoder):
    """A GRU that reads in both directions and a GRU that writes, one character at a time."""

    def __init__(self, attention: bool = True) -> None:
        super().__init__(ALPHABETS, hidden_size=HIDDEN_SIZE, attention=attention)


@lru_cache(maxsize=3)
def load(weights: Weights = "trained") -> DatesNetwork:
    """One of the three networks."""
    return stored(lambda: DatesNetwork(attention=weights != "without attention"), _FILES[weights])

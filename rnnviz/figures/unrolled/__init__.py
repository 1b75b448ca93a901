"""A network unrolled in time: one column for each time step, the same weights on every arrow."""

from rnnviz.figures.unrolled.encoder_decoder import encoder_decoder
from rnnviz.figures.unrolled.figure import unrolled

__all__ = ["encoder_decoder", "unrolled"]

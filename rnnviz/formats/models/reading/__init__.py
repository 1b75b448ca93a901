"""Files of weights taken apart in processes of their own, whose memory and time are limited."""

from rnnviz.formats.models.reading.readers import READERS, Readers

__all__ = ["READERS", "Readers"]

"""Other people's data in.

>>> read_text("hello").input.shape
torch.Size([5, 1, 4])
>>> read_series("0.5 -0.2 0.1").labels
(('0.5', '-0.2', '0.1'),)
"""

from rnnviz.formats.number import NoNumber, read_number
from rnnviz.formats.reading import Reading
from rnnviz.formats.series import read_series
from rnnviz.formats.text import read_text

__all__ = ["NoNumber", "Reading", "read_number", "read_series", "read_text"]

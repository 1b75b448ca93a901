"""Other people's data in, and weights of other frameworks both ways.

>>> read_text("hello").input.shape
torch.Size([5, 1, 4])
>>> read_series("0.5 -0.2 0.1").labels
(('0.5', '-0.2', '0.1'),)
"""

from rnnviz.formats.keras import from_keras, to_keras
from rnnviz.formats.number import NoNumber, read_number
from rnnviz.formats.onnx import from_onnx, to_onnx
from rnnviz.formats.reading import Reading
from rnnviz.formats.series import read_series
from rnnviz.formats.table import Numbers, Table, check_bytes, read_table
from rnnviz.formats.text import read_text
from rnnviz.formats.tf1 import from_tf1, to_tf1
from rnnviz.formats.weights import Converted

__all__ = [
    "Converted",
    "NoNumber",
    "Numbers",
    "Reading",
    "Table",
    "check_bytes",
    "from_keras",
    "from_onnx",
    "from_tf1",
    "read_number",
    "read_series",
    "read_table",
    "read_text",
    "to_keras",
    "to_onnx",
    "to_tf1",
]

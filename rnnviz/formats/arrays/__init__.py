"""Arrays and tables of numbers as the input of a network: NumPy's files, safetensors, CSV.

>>> reading = read_columns("time,heat,wind" + chr(10) + "mo,1,2" + chr(10) + "tu,3,4", 2)
>>> reading.features, reading.labels, reading.input[:, 0].tolist()
(('heat', 'wind'), (('mo', 'tu'),), [[1.0, 2.0], [3.0, 4.0]])
"""

from rnnviz.formats.arrays.arranged import Axes, arranged
from rnnviz.formats.arrays.array_file import read_file
from rnnviz.formats.arrays.columns import read_columns
from rnnviz.formats.arrays.npy import read_npy
from rnnviz.formats.arrays.random_numbers import read_random

__all__ = ["Axes", "arranged", "read_columns", "read_file", "read_npy", "read_random"]

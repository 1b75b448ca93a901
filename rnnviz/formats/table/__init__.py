"""Columns of numbers out of a CSV file, or out of a spreadsheet by way of the clipboard.

>>> table = read_table("day;price" + chr(10) + "Mon;1,5" + chr(10) + "Tue;1,25")
>>> table.columns, table.numbers().values.tolist()
(('day', 'price'), [1.5, 1.25])
"""

from rnnviz.formats.table.decode import check_bytes
from rnnviz.formats.table.read import read_table
from rnnviz.formats.table.table import Numbers, Table

__all__ = ["Numbers", "Table", "check_bytes", "read_table"]

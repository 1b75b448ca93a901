"""What if: edits, and a recording's network run again with them."""

from rnnviz.analysis.rerun.difference import Difference, differences, first_difference
from rnnviz.analysis.rerun.edit import Edit, write_edits
from rnnviz.analysis.rerun.editable import Editable, editable
from rnnviz.analysis.rerun.read import read_edits
from rnnviz.analysis.rerun.rerun import rerun

__all__ = [
    "Difference",
    "Edit",
    "Editable",
    "differences",
    "editable",
    "first_difference",
    "read_edits",
    "rerun",
    "write_edits",
]

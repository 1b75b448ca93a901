"""What if: edits, and a recording's network run again with them."""

from rnnviz.analysis.rerun.change import positions
from rnnviz.analysis.rerun.edit import Edit, write_edits
from rnnviz.analysis.rerun.editable import Editable, editable
from rnnviz.analysis.rerun.made import edits_of
from rnnviz.analysis.rerun.read import read_edits
from rnnviz.analysis.rerun.rerun import rerun

__all__ = [
    "Edit",
    "Editable",
    "editable",
    "edits_of",
    "positions",
    "read_edits",
    "rerun",
    "write_edits",
]

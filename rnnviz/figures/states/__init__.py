"""A whole state over time: its path through the plane in which it moves most, and a line for each unit."""

from rnnviz.figures.states.lines import state_lines
from rnnviz.figures.states.path import state_path

__all__ = ["state_lines", "state_path"]

"""The step player: one self-contained widget, the same in the app, a notebook and an exported file."""

from rnnviz.player.comparison import comparable, comparison_message, firsts, states
from rnnviz.player.message import extent, message

__all__ = ["comparable", "comparison_message", "extent", "firsts", "message", "states"]

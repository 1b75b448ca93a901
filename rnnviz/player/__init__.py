"""The step player: one self-contained widget, the same in the app, a notebook and an exported file."""

from rnnviz.player.comparison import comparable, comparison_message, firsts, states, track_like
from rnnviz.player.message import extent, message, window_at
from rnnviz.player.parts import detail_message, window_message

__all__ = [
    "comparable",
    "comparison_message",
    "detail_message",
    "extent",
    "firsts",
    "message",
    "states",
    "track_like",
    "window_at",
    "window_message",
]

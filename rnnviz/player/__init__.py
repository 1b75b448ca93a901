"""The step player: one self-contained widget, the same in the app, a notebook and an exported file."""

from rnnviz.player.message import extent, message

__all__ = ["extent", "message"]

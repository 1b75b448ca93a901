"""The step player: one self-contained widget, the same in the app, a notebook and an exported file."""

from rnnviz.player.message import message

__all__ = ["message"]

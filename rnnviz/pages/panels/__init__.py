"""What can be opened below the player: one file a panel."""

from rnnviz.pages.panels.frame import panels

__all__ = ["panels"]

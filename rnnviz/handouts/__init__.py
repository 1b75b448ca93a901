"""A time step as it stands on paper: every operation with its numbers, a printable page for each step."""

from rnnviz.handouts.handout import Handout, handout

__all__ = ["Handout", "handout"]

"""Conditional breakpoints: a small language of conditions, and the steps at which one holds.

The text goes through `parse.py` (with `grammar.lark`; `explain.py` says what is wrong with it) to a tree (`tree.py`),
`names.py` and `check.py` say what that means in a recording, `evaluate.py` works it out over a `window.py` of steps,
`walk.py` goes through the tracks, `find.py` and `peaks.py` say where, `hits.py` is what comes out.
"""

from rnnviz.analysis.find.find import find
from rnnviz.analysis.find.hits import Hit, Hits
from rnnviz.analysis.find.peaks import first_of_each, largest_of_each

__all__ = ["Hit", "Hits", "find", "first_of_each", "largest_of_each"]

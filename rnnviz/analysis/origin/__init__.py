"""Where a number comes from: what it is made of, and where each part of that is, as far back as one likes.

`source.py` says where a value is, `term.py` what a number is made of, `terms.py` reads the terms off an operation,
`home.py` finds where a value that a step reads was made, `origin.py` is the question and its answer, `trail.py` the way
that was followed, as text.
"""

from rnnviz.analysis.origin.origin import Origin, origin
from rnnviz.analysis.origin.source import Source
from rnnviz.analysis.origin.term import Factor, Term
from rnnviz.analysis.origin.trail import has_trail, read_trail, write_trail

__all__ = ["Factor", "Origin", "Source", "Term", "has_trail", "origin", "read_trail", "write_trail"]

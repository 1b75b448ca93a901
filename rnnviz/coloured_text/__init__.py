"""A text coloured character by character by a gate, a state or a unit: which ones follow what the text is about.

The script in ``static`` draws it, the same in the app, a notebook and a page of its own.
"""

from rnnviz.coloured_text.message import message
from rnnviz.coloured_text.show import ColouredText, coloured_text

__all__ = ["ColouredText", "coloured_text", "message"]

"""The shape explorer: a network unrolled, its tensors beside it, and the same number lit up wherever it stands.

What is drawn is decided here, as data; the script in ``static`` draws it and knows no rule of PyTorch's. It is the
same in the app and in a page of its own.
"""

from rnnviz.explorer.message import message

__all__ = ["message"]

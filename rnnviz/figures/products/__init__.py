"""Products of matrices, drawn: an embedding as a look-up, two products as one."""

from rnnviz.figures.products.joined import joined
from rnnviz.figures.products.look_up import look_up

__all__ = ["joined", "look_up"]

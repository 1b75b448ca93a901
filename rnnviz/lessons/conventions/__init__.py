"""What differs between PyTorch's weights and those of other frameworks, and what comes of mixing it up.

>>> [difference.id for difference in differences("GRU")]
['gru-order', 'gru-transposed', 'gru-one-bias', 'gru-biases-exchanged']
"""

from rnnviz.lessons.conventions.difference import Difference
from rnnviz.lessons.conventions.differences import DIFFERENCES, differences

__all__ = ["DIFFERENCES", "Difference", "differences"]
"""All of them by id, what one is, and those of one cell type."""

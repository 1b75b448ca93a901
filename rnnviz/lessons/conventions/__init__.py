"""What differs between PyTorch's weights and those of other frameworks, and what comes of mixing it up.

>>> [difference.id for difference in differences("GRU")]
['gru-order', 'gru-transposed', 'gru-one-bias', 'gru-biases-exchanged']
"""

from rnnviz.lessons.conventions.comparison import GRU_SWITCHES, SHOWN, Comparison, compared, program
from rnnviz.lessons.conventions.difference import Difference
from rnnviz.lessons.conventions.differences import DIFFERENCES, differences
from rnnviz.lessons.conventions.elsewhere import elsewhere

__all__ = [
    "DIFFERENCES",
    "GRU_SWITCHES",
    "SHOWN",
    "Comparison",
    "Difference",
    "compared",
    "differences",
    "elsewhere",
    "program",
]
"""All differences in the weights by id, what one is, and those of one cell type; what the page shows, and its runs."""

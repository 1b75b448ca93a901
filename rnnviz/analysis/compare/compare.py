"""The door: recordings go in, a `Comparison` comes out."""

from rnnviz.analysis.compare.checks import check_together
from rnnviz.analysis.compare.comparison import Comparison
from rnnviz.recorder import Recording


def compare(rec: Recording, *others: Recording) -> Comparison:
    """Recordings side by side, aligned by t, the position in the input, row by row.

    What is subtracted is always ``other - rec``, in float64, and nothing is rounded. Variables of the same name, role
    and size can be subtracted: LSTM and GRU share h, two LSTMs of one size share everything.

    Args:
        rec: what the others are compared with.
        others: one recording or more of the same batch of input: other weights, another cell type, a padded batch
            where ``rec`` has a packed one.

    Raises:
        ArgumentError: there is no other recording, or something that is none.
        InputError: the recordings do not have the same batch rows and time steps.

    >>> import torch, rnnviz
    >>> lstm, x = torch.nn.LSTM(input_size=3, hidden_size=2), torch.ones(5, 1, 3)
    >>> rec = rnnviz.record(lstm, x)
    >>> x[3] = 2.0
    >>> comparison = rnnviz.compare(rec, rnnviz.record(lstm, x))
    >>> first = comparison.first()
    >>> first.t, first.variable, first.values
    (3, 'x', (1.0, 2.0))
    >>> comparison.first(variables=["h"]).t
    3
    >>> comparison[0].difference("h").shape  # length, hidden_size
    (5, 2)
    """
    check_together(rec, others)
    return Comparison((rec, *others))

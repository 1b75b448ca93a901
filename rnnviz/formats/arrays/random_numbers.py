"""Random numbers as an input."""

from collections.abc import Sequence

import torch

from rnnviz.formats.reading import Reading, reading_of
from rnnviz.formats.tokens.rows import check_count


def read_random(seq_len: int, batch: int, input_size: int, *, seed: int = 0, lengths: Sequence[int] = ()) -> Reading:
    """Numbers of a normal distribution with mean 0 and variance 1, the same for the same seed; steps named by number.

    Args:
        seq_len: time steps.
        batch: rows.
        input_size: features.
        seed: of the numbers.
        lengths: of the rows, where they are not all of one length.

    Raises:
        InputError: there would be too many numbers, or the lengths do not fit.

    >>> read_random(4, 2, 3, lengths=[4, 1]).labels
    (('0', '1', '2', '3'), ('0',))
    """
    check_count(seq_len * batch * input_size)
    numbers = torch.randn(seq_len, batch, input_size, generator=torch.Generator().manual_seed(seed))
    steps = [tuple(map(str, range(seq_len)))] * batch
    return reading_of(list(numbers.unbind(1)), steps, tuple(map(str, range(input_size)))).cut(lengths)

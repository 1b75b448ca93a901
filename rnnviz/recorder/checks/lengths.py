"""Lengths of the rows of a padded batch."""

import math

import numpy as np
from torch import Tensor

from rnnviz.errors import InputError
from rnnviz.recorder.rows import Rows
from rnnviz.words import N_


def check_lengths(lengths: object, seq_len: int, batch: int) -> Rows:
    """The rows of a batch whose sequences are that long.

    Raises:
        InputError: they are not one whole number from 1 to seq_len for each row.
    """
    given = lengths.tolist() if isinstance(lengths, Tensor | np.ndarray) else lengths
    if not isinstance(given, list | tuple) or len(given) != batch:
        raise InputError(
            "lengths-count",
            N_("lengths must be {batch} whole numbers, one for each row of the input, got {got}. Pass a list."),
            batch=batch,
            got=len(given) if isinstance(given, list | tuple) else type(lengths).__name__,
        )
    for row, length in enumerate(given):
        whole = isinstance(length, int | float) and math.isfinite(length) and length == int(length)
        if isinstance(length, bool) or not whole or not 1 <= length <= seq_len:
            raise InputError(
                "lengths-value",
                N_(
                    "lengths must be whole numbers from 1 to seq_len={seq_len}, got {got} for row {row}. "
                    "Say how many time steps of that row are not padding."
                ),
                seq_len=seq_len,
                got=length,
                row=row,
            )
    counts = [int(length) for length in given]
    # Longest first, and rows of one length in their own order, as PyTorch packs them.
    order = np.asarray(sorted(range(batch), key=lambda row: -counts[row]), dtype=int)
    return Rows(max(counts, default=seq_len), batch, tuple(counts), order)

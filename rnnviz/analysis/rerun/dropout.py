"""What dropout between the layers multiplied by when a recording was made."""

import numpy as np

from rnnviz.recorder import Recording


def dropout_factors(rec: Recording) -> list[np.ndarray] | None:
    """For each layer above the first, ``(seq_len, batch, features)``: 0 where a number was dropped, else 1/(1-p).

    Read out of what the layer below gave and what the layer read. Where the layer below gave exactly 0 nothing tells
    whether it was dropped; it counts as kept. None where there was no dropout.
    """
    if rec.layer_inputs is None:
        return None
    found = []
    for layer, read in enumerate(rec.layer_inputs):
        below = np.nan_to_num(np.concatenate(list(rec.h[layer]), axis=-1))
        told = (below != 0) & (read != 0)
        scale = np.median(read[told] / below[told]) if told.any() else 1.0
        found.append(np.where((below != 0) & (read == 0), 0, scale).astype(read.dtype))
    return found

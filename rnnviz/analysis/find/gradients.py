"""Gradients of a recording, where it has any: the only place that knows how they are kept."""

from typing import Any

import numpy as np
from jaxtyping import Float

from rnnviz.recorder import Recording, Track


def gradient_names(recording: Recording) -> frozenset[str]:
    """The cell type's names that have a gradient; none where none were recorded."""
    gradients: Any = getattr(recording, "gradients", None)
    return frozenset() if gradients is None else frozenset(gradients.names)


def gradient(track: Track, name: str, start: int, stop: int) -> Float[np.ndarray, "steps size"]:
    """The gradient of one variable at some positions of a track."""
    keeper: Any = track
    found: Float[np.ndarray, "steps size"] = keeper.gradient(name)[start:stop]
    return found

"""The directions in which vectors differ most."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True, eq=False)
class Principal:
    """Vectors as seen along their first two principal axes."""

    places: Float[np.ndarray, "count 2"]
    """How far each vector lies from the mean along the first and the second axis."""
    shares: tuple[float, float]
    """How much of all variance lies along each, 0 to 1; 0 where there is no variance."""


def principal(vectors: Float[np.ndarray, "count size"]) -> Principal:
    """The first two principal components: a singular value decomposition of the vectors less their mean.

    Of an axis, the direction is chosen in which its largest entry is positive, so that equal data give equal pictures.
    Vectors of one entry have a second axis of zeros.

    >>> found = principal(np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]]))
    >>> found.places[:, 0].round(9).tolist(), tuple(round(share, 9) for share in found.shares)
    ([-2.0, 0.0, 2.0], (1.0, 0.0))
    """
    centred = vectors.astype(np.float64) - vectors.astype(np.float64).mean(axis=0)
    left, strengths, axes = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    scores = left * strengths * np.where(signs == 0, 1.0, signs)
    places = np.zeros((len(vectors), 2))
    places[:, : min(2, scores.shape[1])] = scores[:, :2]
    # No -0.0.
    places += 0.0
    whole = float((strengths**2).sum())
    parts = [float(each) / whole if whole else 0.0 for each in [*(strengths**2), 0.0][:2]]
    return Principal(places, (parts[0], parts[1]))

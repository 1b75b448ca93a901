"""How close the recomputed states are to the module's own."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

TOLERANCE = {"float64": 1e-12, "float32": 1e-6, "float16": 1e-3, "bfloat16": 8e-3}
"""What parity to expect, by the module's type, for bounded weights."""


@dataclass(frozen=True)
class Parity:
    """The largest difference over a whole recording, relative to max(1, |value|).

    ``h`` compares every recomputed hidden state with the module's; ``c`` the last cell states with c_n (None for a
    cell type without a cell state). Both are NaN where no module ran: in what ``rnnviz.rerun`` gives.
    """

    h: float
    c: float | None

    @property
    def worst(self) -> float:
        """The larger of the two; NaN where no module ran."""
        return max(self.h, self.c or 0.0)

    @property
    def known(self) -> bool:
        """Whether there was a module to compare with."""
        return not math.isnan(self.h)


def difference(recomputed: Float[np.ndarray, "..."], own: Float[np.ndarray, "..."]) -> float:
    """The largest difference, relative to max(1, |own|); inf where only one of the two is a number.

    Where both are NaN, or the same infinity, they agree.
    """
    if own.size == 0:
        return 0.0
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.asarray(recomputed - own)
        np.abs(apart, apart)
        scale = np.abs(own)
        # Where every number is within 1, as those of a tanh are, there is nothing to divide by.
        if not scale.max() <= 1:
            apart /= np.maximum(scale, 1, out=scale)
    worst = float(apart.max())
    if not math.isnan(worst):
        return worst
    apart[(recomputed == own) | (np.isnan(recomputed) & np.isnan(own))] = 0
    return float(np.nan_to_num(apart, nan=np.inf).max())

"""How close the recomputed states are to the module's own."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

TOLERANCE = {"float64": 1e-12, "float32": 1e-6, "float16": 1e-3, "bfloat16": 8e-3}
"""What parity to expect, by the module's type, for bounded weights."""


@dataclass(frozen=True)
class Parity:
    """The largest difference over a whole recording, relative to max(1, |value|).

    ``h`` compares every recomputed hidden state with the module's; ``c`` the last cell states with c_n (None for a
    cell type without a cell state).
    """

    h: float
    c: float | None

    @property
    def worst(self) -> float:
        """The larger of the two."""
        return max(self.h, self.c or 0.0)


def difference(recomputed: Float[Tensor, "..."], own: Float[Tensor, "..."]) -> float:
    """The largest difference, relative to max(1, |own|); inf where only one of the two is a number.

    Where both are NaN, or the same infinity, they agree.
    """
    if own.numel() == 0:
        return 0.0
    apart = (recomputed - own).abs() / own.abs().clamp(min=1)
    same = (recomputed == own) | (recomputed.isnan() & own.isnan())
    apart = torch.where(same, 0.0, torch.where(apart.isnan(), torch.inf, apart))
    return float(apart.max())

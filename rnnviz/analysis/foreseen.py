"""What a readout says of the next character at every step, and how the one that came fared."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int


@dataclass(frozen=True, eq=False)
class Foreseen:
    """The distribution of what comes next, at every time step.

    Attributes:
        chances: of every class, 0 to 1; each row sums to 1.
        right: the class that came.
        bits: -log2 of its chance: 0 where it was certain, 1 where it was as likely as not, inf where impossible.
        ranks: how many classes were likelier, from 0.
    """

    chances: Float[np.ndarray, "steps classes"]
    right: Int[np.ndarray, " steps"]
    bits: Float[np.ndarray, " steps"]
    ranks: Int[np.ndarray, " steps"]

    @property
    def mean_bits(self) -> float:
        """Bits per step; NaN where there is none."""
        return float(self.bits.mean()) if len(self.bits) else float("nan")

    def part(self, start: int, stop: int) -> "Foreseen":
        """The time steps from ``start`` up to ``stop``, which is no longer of them."""
        steps = slice(start, stop)
        return Foreseen(self.chances[steps], self.right[steps], self.bits[steps], self.ranks[steps])

    def best(self, t: int, most: int) -> tuple[int, ...]:
        """The likeliest classes at a time step, the likeliest first."""
        return tuple(int(place) for place in np.argsort(-self.chances[t], kind="stable")[:most])


def foreseen(logits: Float[np.ndarray, "steps classes"], right: Int[np.ndarray, " steps"]) -> Foreseen:
    """What logits say, and what came.

    >>> found = foreseen(np.log(np.array([[0.5, 0.25, 0.25]])), np.array([1]))
    >>> found.bits.round(6).tolist(), found.ranks.tolist(), found.best(0, 1)
    ([2.0], [1], (0,))
    """
    wide = logits.astype(np.float64)
    shifted = wide - wide.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    own = logs[np.arange(len(right)), right]
    ranks = (logs > own[:, None]).sum(axis=1)
    return Foreseen(np.exp(logs), right, np.abs(own / np.log(2.0)), ranks)

"""Axes too long to be drawn: their first and last entries, and what is left out between them."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

MOST_STEPS = 12
"""Time steps that are drawn one by one,"""
MOST_ROWS = 4
"""batch rows,"""
MOST_UNITS, FEW_UNITS = 5, 4
"""and units of a state, or features of an input: fewer where there are many steps."""
MANY_STEPS = 8


def units_of(size: int, seq_len: int) -> "Fold":
    """The units or features that are drawn of so many."""
    return Fold.of(size, MOST_UNITS if seq_len <= MANY_STEPS else FEW_UNITS)


@dataclass(frozen=True)
class Fold:
    """The entries of an axis that are drawn: the first ``first`` and the last ``last`` of them.

    >>> Fold.of(5, 12), Fold.of(100, 5).entries.tolist(), Fold.of(100, 5).hidden
    (Fold(size=5, first=5, last=0), [0, 1, 2, 99], 96)
    """

    size: int
    first: int
    last: int

    @staticmethod
    def of(size: int, most: int, *, last: int = 1) -> "Fold":
        """At most ``most`` places: entries, and one for the gap; all entries where they are no more than that."""
        return Fold(size, size, 0) if size <= most else Fold(size, most - 1 - last, last)

    @property
    def hidden(self) -> int:
        """How many entries are left out."""
        return self.size - self.first - self.last

    @property
    def entries(self) -> Int[np.ndarray, " drawn"]:
        """The entries that are drawn."""
        return np.concatenate([np.arange(self.first), np.arange(self.size - self.last, self.size)])

    @property
    def places(self) -> list[int | None]:
        """The same in a row, with None for the gap."""
        found: list[int | None] = [int(one) for one in self.entries]
        return [*found[: self.first], None, *found[self.first :]] if self.hidden else found

"""The input vectors that labels stand for: to replace a character is to put its vector in the place of another."""

from functools import cached_property

import numpy as np
from jaxtyping import Float

from rnnviz.recorder import Recording


class Labels:
    """Every label of a recording, with the vectors that the input has where it stands."""

    def __init__(self, rec: Recording) -> None:
        self._rec = rec

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Where each label stands: t and batch row, in the order of the rows."""
        found: dict[str, list[tuple[int, int]]] = {}
        for row, labels in enumerate(self._rec.labels or ()):
            for t, label in enumerate(labels):
                found.setdefault(label, []).append((t, row))
        return found

    def vector(self, label: str) -> Float[np.ndarray, " input_size"]:
        """The input where the label stands first.

        Raises:
            KeyError: it stands nowhere.
        """
        found: Float[np.ndarray, " input_size"]
        found = self._rec.input[self.places[label][0]]
        return found

    def differ(self, label: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Two places at which the label stands for different inputs; None where it stands for one."""
        first, *others = self.places[label]
        given = self._rec.input
        for other in others:
            if not np.array_equal(given[first], given[other], equal_nan=True):
                return first, other
        return None

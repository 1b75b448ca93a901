"""An edit made ready to be applied to arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.rerun.edit import Edit
from rnnviz.cells.rounding import Rounding, rounded


@dataclass(frozen=True, eq=False)
class Change:
    """What an edit does to the numbers of one name, and at which steps."""

    edit: Edit
    value: Float[np.ndarray, "..."]
    """One number, or a vector that takes the place of all units."""
    active: Bool[np.ndarray, " seq_len"]
    """At which positions of the input it holds."""
    rounding: Rounding = ""

    @property
    def always(self) -> bool:
        """Whether it holds at every step."""
        return bool(self.active.all())

    def of_step(self, values: Float[np.ndarray, "batch size"]) -> Float[np.ndarray, "batch size"]:
        """One step's values with the edit made in them: a new array."""
        return self._set(values, (self._rows, *self._units))

    def of_sequence(self, values: Float[np.ndarray, "seq_len batch size"]) -> Float[np.ndarray, "seq_len batch size"]:
        """The values of all steps with the edit made where it holds: a new array."""
        found = values.copy()
        found[self.active] = self._set(values[self.active], (slice(None), self._rows, *self._units))
        return found

    def of_weight(self, values: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
        """A block of weights with the edit made in it: a new array."""
        return self._set(values, self._units or (...,))

    @property
    def _rows(self) -> int | slice:
        return slice(None) if self.edit.row is None else self.edit.row

    @property
    def _units(self) -> tuple[int | slice, ...]:
        return tuple(part if isinstance(part, int) else slice(*part) for part in self.edit.index)

    def _set(self, values: np.ndarray, place: Any) -> np.ndarray:
        found = values.copy()
        match self.edit.operator:
            case "=":
                found[place] = self.value
            case "+=":
                found[place] = rounded(np.asarray(found[place] + self.value), self.rounding)
            case "*=":
                found[place] = rounded(np.asarray(found[place] * self.value), self.rounding)
        return found


def positions(edit: Edit, seq_len: int) -> Bool[np.ndarray, " seq_len"]:
    """Where an edit holds: from its first step to its last one, in the order of processing.

    >>> positions(Edit("f", "=", 1.0, start=2, direction="reverse"), 5)
    array([ True,  True,  True, False, False])
    """
    t = np.arange(seq_len)
    first, last = (edit.stop, edit.start) if edit.direction == "reverse" else (edit.start, edit.stop)
    found: np.ndarray = np.full(seq_len, True)
    if first is not None:
        found &= t >= first
    if last is not None:
        found &= t <= last
    return found

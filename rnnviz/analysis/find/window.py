"""Some steps of a track in the order in which they are processed, and what stands before the first of them."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.find.gradients import gradient
from rnnviz.analysis.find.names import Reference
from rnnviz.recorder import Track


@dataclass(frozen=True, eq=False)
class Window:
    """The steps from ``first`` up to ``last``, counted as they are processed: step 0 of a reverse track is at its end.

    Steps below 0 were never made. There, a state is the initial state at step -1; everything else is NaN, and not to
    be relied on: `known_from` says from which step on there are numbers.
    """

    track: Track
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    @property
    def before(self) -> "Window":
        """The same number of steps, each the one before."""
        return Window(self.track, self.first - 1, self.last - 1)

    @property
    def wider(self) -> "Window":
        """The same steps and the one before them."""
        return Window(self.track, self.first - 1, self.last)

    def positions(self) -> Float[np.ndarray, "steps 1"]:
        """The position in the input of each step."""
        steps = np.arange(self.first, self.last, dtype=np.float64)[:, None]
        return len(self.track) - 1 - steps if self.track.reverse else steps

    def read(self, reference: Reference) -> Float[np.ndarray, "steps units"]:
        """The numbers of a variable, or of its gradient, at each step."""
        columns = slice(reference.units.start, reference.units.stop)
        made, ends = max(self.first, 0), max(self.last, 0)
        missing = min(made, self.last) - self.first
        read = self._read(reference, made, ends if ends > made else made + 1)[: ends - made, columns]
        if not missing:
            return read
        rows = np.full((missing, read.shape[1]), np.nan, read.dtype)
        if reference.kind == "value" and reference.variable in self.track.cell_type.states and self.last >= 0:
            rows[-1] = self.track.initial(reference.variable)[columns]
        return np.concatenate([rows, read])

    def _read(self, reference: Reference, first: int, last: int) -> np.ndarray:
        """Steps that were made, all units."""
        length = len(self.track)
        start, stop = (length - last, length - first) if self.track.reverse else (first, last)
        read = self.track.part if reference.kind == "value" else self._gradient
        values = read(reference.variable, start, stop)
        return values[::-1] if self.track.reverse else values

    def _gradient(self, variable: str, start: int, stop: int) -> np.ndarray:
        return gradient(self.track, variable, start, stop)

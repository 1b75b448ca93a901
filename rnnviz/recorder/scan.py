"""The walk over time for a state that follows from its own past: ``c = coefficient * c_prev + rest``."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.cells.recurrence import Recurrence
from rnnviz.recorder.rows import Rows


class Scan:
    """A state on its way through time; ``state`` is where it has come to, one row for each sequence."""

    def __init__(self, how: Recurrence, rows: Rows, first: Float[np.ndarray, "batch size"], *, reverse: bool) -> None:
        self._how, self._rows, self._reverse = how, rows, reverse
        self._state = first.copy()

    @property
    def state(self) -> Float[np.ndarray, "batch size"]:
        """The states after the last step of every sequence that was walked so far."""
        return self._state

    def block(
        self,
        start: int,
        stop: int,
        values: Mapping[str, np.ndarray],
        out: Float[np.ndarray, "some_rows size"] | None = None,
    ) -> Float[np.ndarray, "some_rows size"]:
        """The state after every step from ``start`` to ``stop``; in ``out`` where that is given.

        The stretches must come in the order of processing.
        """
        coefficient, added = self._how.kernels
        factor = coefficient(values, None)
        rest = np.zeros_like(factor) if added is None else added(values, None)
        result = np.empty_like(rest) if out is None else out
        arrays = (factor, rest, result)
        if self._rows.lengths is None:
            self._even(stop - start, *arrays)
        else:
            self._uneven(start, stop, *arrays)
        return result

    def _even(self, steps: int, factor: np.ndarray, rest: np.ndarray, result: np.ndarray) -> None:
        """Every sequence has every step: a step is a row of a grid."""
        if self._rows.batch == 1:
            grids, now = [factor, rest, result], self._state[0]
        else:
            grids = [array.reshape(steps, *self._state.shape) for array in (factor, rest, result)]
            now = self._state
        order = slice(None, None, -1 if self._reverse else 1)
        multiply, add = np.multiply, np.add
        for by, plus, after in zip(*(list(grid[order]) for grid in grids), strict=True):
            multiply(by, now, after)
            add(after, plus, after)
            now = after
        self._state[...] = now

    def _uneven(self, start: int, stop: int, factor: np.ndarray, rest: np.ndarray, result: np.ndarray) -> None:
        """The first sequences, the longest, go on; where time is walked backwards, the shorter ones join later."""
        starts, state = self._rows.starts, self._state
        steps = range(start, stop)
        for t in reversed(steps) if self._reverse else steps:
            rows = slice(starts[t] - starts[start], starts[t + 1] - starts[start])
            now = state[: rows.stop - rows.start]
            np.multiply(factor[rows], now, now)
            np.add(now, rest[rows], now)
            result[rows] = now

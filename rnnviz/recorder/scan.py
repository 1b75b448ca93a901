"""The walk over time for a state that follows from its own past: ``c = coefficient * c_prev + rest``."""

from collections.abc import Mapping

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.cells.in_place import compute
from rnnviz.cells.recurrence import Recurrence
from rnnviz.recorder.rows import Rows


class Scan:
    """A state on its way through time; ``state`` is where it has come to, one row for each sequence."""

    def __init__(self, how: Recurrence, rows: Rows, first: Float[Tensor, "batch size"], *, reverse: bool) -> None:
        self._how, self._rows, self._reverse = how, rows, reverse
        self._state = first.numpy().copy()

    @property
    def state(self) -> Float[Tensor, "batch size"]:
        """The states after the last step of every sequence that was walked so far."""
        return torch.from_numpy(self._state)

    def block(
        self,
        start: int,
        stop: int,
        values: Mapping[str, Tensor],
        out: Float[Tensor, "some_rows size"] | None = None,
    ) -> Float[Tensor, "some_rows size"]:
        """The state after every step from ``start`` to ``stop``; in ``out`` where that is given.

        The stretches must come in the order of processing.
        """
        factor = compute(self._how.coefficient, values)
        rest = compute(self._how.rest, values) if self._how.rest is not None else torch.zeros_like(factor)
        result = torch.empty_like(rest) if out is None else out
        arrays = (factor.numpy(), rest.numpy(), result.numpy())
        # What overflows is inf, and inf - inf is NaN: they show in the numbers, so no warning is needed.
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            if self._rows.lengths is None:
                self._even(stop - start, *arrays)
            else:
                self._uneven(start, stop, *arrays)
        return result

    def _even(self, steps: int, factor: np.ndarray, rest: np.ndarray, result: np.ndarray) -> None:
        """Every sequence has every step: a step is a row of a grid."""
        width = self._state.size
        grids = [array.reshape(steps, width) for array in (factor, rest, result)]
        now = self._state.reshape(width)
        order = slice(None, None, -1 if self._reverse else 1)
        for by, plus, after in zip(*(grid[order] for grid in grids), strict=True):
            np.multiply(by, now, after)
            np.add(after, plus, after)
            now = after
        self._state[...] = now.reshape(self._state.shape)

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

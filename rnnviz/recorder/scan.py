"""The walk over time for a state that follows from its own past: ``c = coefficient * c_prev + rest``."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.cells.recurrence import Recurrence
from rnnviz.cells.rounding import Rounding, rounded
from rnnviz.recorder.rows import Rows

_FEW = 16
"""More steps than that are joined in pairs,"""
_NARROW = 256
"""where a step holds no more numbers than that: then the calls cost more than the numbers."""


class Scan:
    """A state on its way through time, one row for each sequence."""

    def __init__(
        self,
        how: Recurrence,
        rows: Rows,
        first: Float[np.ndarray, "batch size"],
        *,
        reverse: bool,
        rounding: Rounding = "",
        end_rounding: Rounding = "",
    ) -> None:
        self._how, self._rows, self._reverse = how, rows, reverse
        self._rounding, self._end = rounding, rounding or end_rounding
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
        out: Float[np.ndarray, "some_rows size"],
    ) -> Float[np.ndarray, "some_rows size"]:
        """The state after every step from ``start`` to ``stop``, put in ``out``.

        The stretches must come in the order of processing.
        """
        coefficient, added = self._how.kernels[self._rounding]
        factor = coefficient(values, None)
        rest = np.zeros_like(factor) if added is None else added(values, None)
        if self._rows.lengths is None:
            self._even(stop - start, factor, rest, out)
        else:
            self._uneven(start, stop, factor, rest, out)
        return out

    def _even(self, steps: int, factor: np.ndarray, rest: np.ndarray, result: np.ndarray) -> None:
        """Every sequence has every step: a step is a row of a grid."""
        order = slice(None, None, -1 if self._reverse else 1)
        by, plus, after = (one.reshape(steps, *self._state.shape)[order] for one in (factor, rest, result))
        if steps > 2 * _FEW and self._state.size <= _NARROW and not self._end:
            last = _walk_in_pairs(by, plus, after, self._state)
            if not np.isfinite(last).all():
                # Factors joined may be 0 or inf where one after the other is neither, and 0 times inf is no number.
                last = _walk(by, plus, after, self._state)
        else:
            last = _walk(by, plus, after, self._state, self._rounding, self._end)
        self._state = last.copy()

    def _uneven(self, start: int, stop: int, factor: np.ndarray, rest: np.ndarray, result: np.ndarray) -> None:
        """The first sequences, the longest, go on; where time is walked backwards, the shorter ones join later."""
        starts, state = self._rows.starts, self._state
        steps = range(start, stop)
        for t in reversed(steps) if self._reverse else steps:
            rows = slice(starts[t] - starts[start], starts[t + 1] - starts[start])
            now = state[: rows.stop - rows.start]
            _walk(factor[rows][None], rest[rows][None], result[rows][None], now, self._rounding, self._end)
            now[...] = result[rows]


Steps = Float[np.ndarray, "steps batch size"]


def _walk(
    by: Steps,
    plus: Steps,
    after: Steps,
    now: Float[np.ndarray, "batch size"],
    rounding: Rounding = "",
    end: Rounding = "",
) -> np.ndarray:
    """One step after the other; the last state. The product is rounded to ``rounding``, the state to ``end``."""
    multiply, add = np.multiply, np.add
    if end:
        for factor, rest, state in zip(by, plus, after, strict=True):
            state[...] = rounded(rounded(factor * now, rounding) + rest, end)
            now = state
        return now
    for factor, rest, state in zip(list(by), list(plus), list(after), strict=True):
        multiply(factor, now, state)
        add(state, rest, state)
        now = state
    return now


def _walk_in_pairs(by: Steps, plus: Steps, after: Steps, now: Float[np.ndarray, "batch size"]) -> np.ndarray:
    """The same in few calls: two steps are one step of the same kind, so half as many are walked, and so on.

    What lies between them follows all at once.
    """
    steps = len(by)
    if steps <= _FEW:
        return _walk(by, plus, after, now)
    first, second = slice(0, steps - 1, 2), slice(1, steps, 2)
    factor = by[second]
    joined = factor * plus[first]
    joined += plus[second]
    ends = after[second]
    last = _walk_in_pairs(factor * by[first], joined, ends, now)
    np.multiply(by[0], now, after[0])
    between = after[2::2]
    np.multiply(by[2::2], ends[: len(between)], between)
    between += plus[2::2]
    after[0] += plus[0]
    return after[-1] if steps % 2 else last

"""The walk over time for a state that follows from its own past: ``c = coefficient * c_prev + rest``."""

import math
from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.cells.recurrence import Recurrence
from rnnviz.recorder.rows import Rows

_MANY = 32
"""From so many steps on, stretches of time are walked side by side,"""
_NARROW = 2048
"""where a step holds no more numbers than that: then the calls cost more than the numbers."""


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
        order = slice(None, None, -1 if self._reverse else 1)
        by, plus, after = (one.reshape(steps, *self._state.shape)[order] for one in (factor, rest, result))
        done = 0
        if steps >= _MANY and self._state.size <= _NARROW and np.isfinite(self._state).all():
            done = self._side_by_side(by, plus, after)
        now = self._state
        multiply, add = np.multiply, np.add
        for f, w, c in zip(list(by[done:]), list(plus[done:]), list(after[done:]), strict=True):
            multiply(f, now, c)
            add(c, w, c)
            now = c
        self._state[...] = now

    def _side_by_side(self, by: np.ndarray, plus: np.ndarray, after: np.ndarray) -> int:
        """Cut time into stretches and walk through all of them at once; how many steps that were.

        The first walk finds what each stretch makes of any state it may start from. With that, the states at the cuts
        follow from each other, and the second walk starts from them. Both take as many calls as a stretch is long,
        where one step after the other takes as many as there are steps.
        """
        stretches = math.isqrt(len(by))
        length = len(by) // stretches
        done = stretches * length
        by, plus, after = (one[:done].reshape(stretches, length, *one.shape[1:]) for one in (by, plus, after))
        from_zero, left = plus[:, 0].copy(), by[:, 0].copy()
        for t in range(1, length):
            np.multiply(from_zero, by[:, t], from_zero)
            np.add(from_zero, plus[:, t], from_zero)
            np.multiply(left, by[:, t], left)
        starts = np.empty_like(left)
        now = self._state
        for stretch in range(stretches):
            starts[stretch] = now
            now = left[stretch] * now + from_zero[stretch]
        past = starts
        for t in range(length):
            np.multiply(by[:, t], past, after[:, t])
            np.add(after[:, t], plus[:, t], after[:, t])
            past = after[:, t]
        self._state[...] = past[-1]
        return done

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

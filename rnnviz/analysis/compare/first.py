"""Which of two recordings' numbers differs first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from rnnviz.analysis.compare.apart import differing
from rnnviz.analysis.compare.difference import Difference
from rnnviz.recorder import Recording, Track

_BLOCK = 256
"""Steps that are looked at at a time: what differs mostly does so early."""
_MOST = 64
"""Answers that are kept for two recordings."""

Asked = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Row:
    """One track in both recordings, and the variables to look at."""

    tracks: tuple[Track, Track]
    names: Sequence[str]

    def __len__(self) -> int:
        """The steps that both have: what only one of them has is no difference."""
        return min(map(len, self.tracks))

    def first(self, start: int, stop: int, tolerance: float) -> tuple[tuple[int, ...], Difference] | None:
        """What differs first between two steps, counted as they are processed; and its rank among all rows."""
        stop = min(stop, len(self))
        if start >= stop:
            return None
        one, other = self.tracks
        begin, end = (len(self) - stop, len(self) - start) if one.reverse else (start, stop)
        best: tuple[tuple[int, ...], Difference] | None = None
        for order, name in enumerate(self.names):
            values = one.part(name, begin, end), other.part(name, begin, end)
            if np.array_equal(*values):
                continue
            left, right = (part.astype(np.float64) for part in values)
            differs = differing(left, right, tolerance)
            steps = np.flatnonzero(differs.any(axis=1))
            if not len(steps):
                continue
            at = int(steps[-1] if one.reverse else steps[0])
            unit, t = int(np.flatnonzero(differs[at])[0]), begin + at
            rank = (len(self) - 1 - t if one.reverse else t, one.batch, order)
            if best is None or rank < best[0]:
                found = (float(left[at, unit]), float(right[at, unit]))
                best = rank, Difference(one.layer, one.direction, one.batch, t, name, unit, found)
        return best


def first_difference(sides: Iterable[Sequence[Row]], tolerance: float) -> Difference | None:
    """The first of all numbers that differ by more than ``tolerance``.

    ``sides`` holds the rows of each layer and direction, the one that is computed first in front.
    """
    for rows in sides:
        for start in range(0, max(map(len, rows), default=0), _BLOCK):
            found = [row.first(start, start + _BLOCK, tolerance) for row in rows]
            ranked = [one for one in found if one is not None]
            if ranked:
                return min(ranked, key=lambda one: one[0])[1]
    return None


def remembered(
    one: Recording, other: Recording, asked: Asked, found: Callable[[], Difference | None]
) -> Difference | None:
    """The answer to a question that was asked of these two recordings before, or else ``found()``."""
    answers = _FOUND.setdefault(one, WeakKeyDictionary()).setdefault(other, {})
    if asked not in answers:
        if len(answers) >= _MOST:
            answers.clear()
        answers[asked] = found()
    return answers[asked]


_FOUND: WeakKeyDictionary[Recording, WeakKeyDictionary[Recording, dict[Asked, Difference | None]]] = WeakKeyDictionary()

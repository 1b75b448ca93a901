"""Which rows of data belong to which time step.

Everything is computed on data of shape ``(rows, size)``, time step after time step, as in a ``PackedSequence``: the
first ``batch_sizes[t]`` rows of a step are the sequences that are still going on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from jaxtyping import Float, Int
from torch import Tensor

States = TypeVar("States", np.ndarray, Tensor)


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of every time step.

    ``lengths`` is None where all sequences have ``seq_len`` steps; otherwise they are the lengths in the caller's
    order, and ``order`` tells which of the caller's sequences each row of a step belongs to, longest first.
    """

    seq_len: int
    batch: int
    lengths: tuple[int, ...] | None = None
    order: Int[np.ndarray, " batch"] | None = None

    @cached_property
    def batch_sizes(self) -> Int[np.ndarray, " seq_len"]:
        """How many sequences have a step t."""
        if self.lengths is None:
            return np.full(self.seq_len, self.batch)
        sizes: np.ndarray = (np.asarray(self.lengths)[None] > np.arange(self.seq_len)[:, None]).sum(1)
        return sizes

    @cached_property
    def starts(self) -> list[int]:
        """The first row of every step, and the number of rows at the end."""
        return [0, *np.cumsum(self.batch_sizes).tolist()]

    def part(self, start: int, stop: int) -> slice:
        """The rows of some steps."""
        if self.lengths is None:
            return slice(start * self.batch, stop * self.batch)
        return slice(self.starts[start], self.starts[stop])

    @property
    def count(self) -> int:
        """The number of rows."""
        return self.seq_len * self.batch if self.lengths is None else sum(self.lengths)

    def blocks(self, most: int, *, reverse: bool) -> Iterator[tuple[int, int]]:
        """Stretches of time steps of about ``most`` rows, in the order of processing."""
        steps = max(1, most // max(1, self.batch))
        if self.seq_len <= steps:
            return iter(((0, self.seq_len),))
        edges = [(start, min(start + steps, self.seq_len)) for start in range(0, self.seq_len, steps)]
        return iter(edges[::-1] if reverse else edges)

    def previous(
        self,
        states: Float[np.ndarray, "rows size"],
        first: Float[np.ndarray, "batch size"],
        steps: tuple[int, int],
        *,
        reverse: bool,
    ) -> Float[np.ndarray, "some_rows size"]:
        """The state before each row of some steps: that of t-1 (t+1 in the reverse direction), or the initial one."""
        start, stop = steps
        if self.lengths is None:
            a, b, n = start * self.batch, stop * self.batch, self.batch
            if reverse:
                return states[a + n : b + n] if stop < self.seq_len else np.concatenate([states[a + n : b], first])
            return states[a - n : b - n] if start else np.concatenate([first, states[: b - n]])
        rows = self.part(start, stop)
        before = (self._after_these if reverse else self._before_these)[rows]
        found: np.ndarray = states[before.clip(min=0)]
        new = np.flatnonzero(before < 0)
        if len(new):
            found[new] = first[self._places[rows][new]]
        return found

    @cached_property
    def _steps(self) -> Int[np.ndarray, " rows"]:
        return np.repeat(np.arange(self.seq_len), self.batch_sizes)

    @cached_property
    def _places(self) -> Int[np.ndarray, " rows"]:
        """Which row of its step each row is."""
        places: np.ndarray = np.arange(self.count) - np.asarray(self.starts)[self._steps]
        return places

    @cached_property
    def _before_these(self) -> Int[np.ndarray, " rows"]:
        """For each row, the row of the same sequence one step before; -1 where there is none."""
        return self._neighbours(-1)

    @cached_property
    def _after_these(self) -> Int[np.ndarray, " rows"]:
        """For each row, the row of the same sequence one step later; -1 where there is none."""
        return self._neighbours(1)

    def _neighbours(self, offset: int) -> Int[np.ndarray, " rows"]:
        neighbour = self._steps + offset
        inside = (neighbour >= 0) & (neighbour < self.seq_len)
        neighbour = neighbour.clip(0, self.seq_len - 1)
        exists = inside & (self._places < self.batch_sizes[neighbour])
        return np.where(exists, np.asarray(self.starts)[neighbour] + self._places, -1)

    @cached_property
    def positions(self) -> Int[np.ndarray, " rows"]:
        """For each row, where it goes in an array ``(seq_len * batch, size)`` in the caller's order."""
        order = np.arange(self.batch) if self.order is None else self.order
        positions: np.ndarray = self._steps * self.batch + order[self._places]
        return positions

    def padded(
        self, data: Float[np.ndarray, "rows size"], fill: float = 0.0
    ) -> Float[np.ndarray, "seq_len batch size"]:
        """The data on a full grid, in the caller's order; a view where there is nothing to fill."""
        shape = (self.seq_len, self.batch, data.shape[-1])
        if self.lengths is None:
            return data.reshape(shape)
        grid = np.full((self.seq_len * self.batch, shape[-1]), fill, data.dtype)
        grid[self.positions] = data
        return grid.reshape(shape)

    def to_rows(self, states: States) -> States:
        """States ``(stack, batch, size)`` in the caller's order, put in the order of the rows."""
        return states if self.order is None else states[:, self.order]

    def to_caller(self, states: Float[np.ndarray, "stack batch size"]) -> Float[np.ndarray, "stack batch size"]:
        """States in the order of the rows, put back in the caller's order."""
        return states if self.order is None else states[:, np.argsort(self.order)]

"""One recording on its columns, and the order in which its states can be computed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.errors import ArgumentError
from rnnviz.recorder import DIRECTIONS, Recording, Track
from rnnviz.words import N_

MAX_STEPS = 16
"""Columns of time steps that can be told apart."""


@dataclass(frozen=True, eq=False)
class Part:
    """One batch row of a recording, from the column ``offset`` on."""

    rec: Recording
    row: int
    offset: int
    reads: tuple[tuple[int, ...], ...]
    """For every output, the positions it is read at in each direction: (t,) for all, or one position each."""
    outputs: tuple[str, ...] | None
    fed: tuple[bool, ...]
    """Whether the input of each step is the output before it."""
    no_input: tuple[bool, ...]
    """Whether nothing goes in at a step."""
    before: "Part | None" = None
    """The part whose last states are the first of this one."""
    memory: bool = True
    """Whether each state reads the one before it."""

    @cached_property
    def length(self) -> int:
        return len(self.track(0, 0))

    @property
    def directions(self) -> range:
        return range(self.rec.num_directions)

    def track(self, layer: int, direction: int) -> Track:
        """One layer and direction of the row."""
        return self.rec.track(layer, DIRECTIONS[direction], self.row)

    def column(self, t: int) -> int:
        """The column of a position."""
        return self.offset + t

    @cached_property
    def known(self) -> np.ndarray:
        """After how many steps each state is known, (num_layers, num_directions, length).

        A state waits for what it reads: the state before it and, at the same position, all of the layer below. Layers
        and directions that have all they need go on at the same time.
        """
        layers = self.rec.num_layers
        found = np.zeros((layers, self.rec.num_directions, self.length), dtype=np.int64)
        first = [self.before.ends(layer) if self.before else 0 for layer in range(layers)]
        if any(self.fed):
            # An input may be the output before it: one position after the other.
            for t in range(self.length):
                for layer in range(layers):
                    below = found[layer - 1, 0, t] if layer else found[-1, 0, t - 1] if self.fed[t] else 0
                    last = found[layer, 0, t - 1] if t and self.memory else first[layer]
                    found[layer, 0, t] = 1 + max(below, last)
            return found
        for layer in range(layers):
            below = found[layer - 1].max(axis=0) if layer else np.zeros(self.length, dtype=np.int64)
            for direction in self.directions:
                last = first[layer]
                for t in self.track(layer, direction).order:
                    found[layer, direction, t] = 1 + max(int(below[t]), last)
                    last = found[layer, direction, t] if self.memory else first[layer]
        return found

    def ends(self, layer: int) -> int:
        """After how many steps the last state of a layer is known."""
        return int(self.known[layer, 0, -1])

    def input_known(self, t: int) -> int:
        """After how many steps the input at t is there."""
        return int(self.known[-1, 0, t - 1]) if self.fed[t] else 0


def check_length(length: int) -> None:
    """Refuse what is too long to be unrolled on a screen.

    Raises:
        ArgumentError: there are more than 16 time steps.
    """
    if length > MAX_STEPS:
        raise ArgumentError(
            "unrolled-long",
            N_("An unrolled network shows at most {most} time steps, got {got}. Take a shorter input."),
            most=MAX_STEPS,
            got=length,
        )

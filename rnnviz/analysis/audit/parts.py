"""The parts that an audit goes through: every layer in every direction, all batch rows together."""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float

from rnnviz.recorder import DIRECTIONS, Recording


def parts(rec: Recording) -> Iterator[tuple[int, str]]:
    """Every layer and direction."""
    for layer in range(rec.num_layers):
        for direction in DIRECTIONS[: rec.num_directions]:
            yield layer, direction


def lengths_of(rec: Recording) -> tuple[int, ...]:
    """The time steps of every row."""
    return rec.lengths or (rec.seq_len,) * rec.batch


def longest_row(rec: Recording) -> int:
    """The first of the rows with the most time steps."""
    lengths = lengths_of(rec)
    return lengths.index(max(lengths))


def feature_name(rec: Recording, feature: int) -> int | str:
    """A feature of the input by its number, and by its name where it has one: cut, for it may come out of a file."""
    if rec.features is None:
        return feature
    name = rec.features[feature]
    return f"{feature} {name if len(name) <= _LONGEST else name[: _LONGEST - 1] + '…'!r}"


_LONGEST = 60
"""Characters of a name that a sentence repeats."""


def of_all_rows(rec: Recording, layer: int, direction: str, name: str) -> Float[np.ndarray, "steps units"]:
    """One variable at every step of every row, one row after the other."""
    tracks = (rec.track(layer, direction, row) for row in range(rec.batch))
    return np.concatenate([track.part(name, 0, len(track)) for track in tracks if len(track)])

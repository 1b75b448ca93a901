"""NaN and inf in a recording: how many there are, and which came first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rnnviz.analysis.rerun.made import set_by_edits
from rnnviz.recorder import Recording, Track


@dataclass(frozen=True)
class BadNumber:
    """One number that is NaN or infinite, and where it stands."""

    layer: int
    direction: str
    batch: int
    t: int
    """The position in the input."""
    variable: str
    """The operation, or an input of the step: "x", or "h_prev" and "c_prev" for a bad initial state or an edit."""
    unit: int
    value: float


@dataclass(frozen=True)
class NotFinite:
    """What `not_finite` found.

    Attributes:
        nan: for each variable, how many of its numbers are NaN; variables without any are left out.
        inf: the same for inf and -inf.
        first: the one that was computed first: in the lowest layer, forward before reverse, then in the order in which
            the steps are processed, then in the order of the operations; None where every number is finite.
    """

    nan: Mapping[str, int]
    inf: Mapping[str, int]
    first: BadNumber | None

    @property
    def count(self) -> int:
        """How many numbers are NaN or infinite."""
        return sum(self.nan.values()) + sum(self.inf.values())


def not_finite(recording: Recording) -> NotFinite:
    """Count the numbers that are NaN or infinite, and find the first.

    Positions past a row's length do not count: nothing was computed there. A number is counted where it was made: what
    a step reads from the step or the layer before it is not counted again.

    >>> import torch, rnnviz
    >>> x = torch.ones(5, 1, 3)
    >>> x[2, 0, 1] = torch.nan
    >>> found = rnnviz.not_finite(rnnviz.record(torch.nn.LSTM(3, 2), x))
    >>> found.first.t, found.first.variable, found.first.unit, found.nan["h"]
    (2, 'x', 1, 6)
    """
    counts: dict[str, dict[str, int]] = {"nan": {}, "inf": {}}
    first: tuple[tuple[int, int, int, int, int, int], BadNumber] | None = None
    for place, track in enumerate(recording.tracks):
        for order, (variable, values) in enumerate(_made(track)):
            bad = ~np.isfinite(values)
            if not bad.any():
                continue
            nan = int(np.isnan(values).sum())
            for kind, count in (("nan", nan), ("inf", int(bad.sum()) - nan)):
                if count:
                    counts[kind][variable] = counts[kind].get(variable, 0) + count
            steps = np.flatnonzero(bad.any(axis=1))
            t = int(steps[-1] if track.reverse else steps[0])
            unit = int(np.flatnonzero(bad[t])[0])
            side = int(track.reverse)
            done = len(track) - 1 - t if track.reverse else t
            rank = (track.layer, side, done, order, unit, place)
            if first is None or rank < first[0]:
                position = (track.layer, track.direction, track.batch, t, variable, unit)
                first = rank, BadNumber(*position, float(values[t, unit]))
    return NotFinite(MappingProxyType(counts["nan"]), MappingProxyType(counts["inf"]), first and first[1])


def _made(track: Track) -> Iterator[tuple[str, np.ndarray]]:
    """The variables that are made in a track, or enter the network there: each as ``(length, size)``."""
    if track.layer == 0 and not track.reverse:
        yield "x", track.input
    elif track.recording.edits and not track.reverse:
        yield "x", np.where(set_by_edits(track, "x"), track.input, 0)
    for state in track.cell_type.states:
        # Only the step that is processed first reads a state that no step has made; and what an edit set none has made.
        given = np.zeros((len(track), len(track.initial(state))))
        given[-1 if track.reverse else 0] = track.initial(state)
        if track.recording.edits:
            read = f"{state}_prev"
            given = np.where(set_by_edits(track, read), track.values(read), given)
        yield f"{state}_prev", given
    for operation in track.cell_type.operations:
        yield operation.name, track.values(operation.name)

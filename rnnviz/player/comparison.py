"""Recordings under each other, as one block of bytes for the comparison widget: the player's format, other content.

Its rows are low, so no more numbers travel than a row can show: a long track is reduced as the player's overview is,
each block by its value of largest magnitude. Differences are taken before that, in float64.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float

from rnnviz.analysis import Comparison, Difference, Pair, bounds, largest, round_up
from rnnviz.cells.mathml import mathml_symbol
from rnnviz.player.overview import pooled
from rnnviz.player.payload import Payload
from rnnviz.player.words import COMPARISON_WORDS
from rnnviz.recorder import TOLERANCE, Recording, Track
from rnnviz.words import translation

COLUMNS, LINES = 2000, 32
"""Most numbers of one row of the widget, over time and over units."""

ROW_HEIGHT = 25
"""Pixels that a row takes, with the gap under it."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of the widget: a variable of one recording, or its difference.

    Attributes:
        variable: its name.
        recording: which recording, from 0; of a difference, the other one.
        values: the numbers, by time step and unit.
        difference: whether they are differences.
    """

    variable: str
    recording: int
    values: Float[np.ndarray, "length size"]
    difference: bool = False


def comparable(recordings: Sequence[Recording]) -> tuple[str, ...]:
    """The variables that can be shown over time: those of the first recording, then what only others have.

    >>> import torch, rnnviz
    >>> x = torch.ones(2, 1, 3)
    >>> comparable([rnnviz.record(kind(3, 2), x) for kind in (torch.nn.GRU, torch.nn.LSTM)])
    ('r', 'z', 'n', 'h', 'i', 'f', 'g', 'o', 'c')
    """
    names = (name for rec in recordings for name in rec.cell.variables if name in rec.cell.over_time)
    return tuple(dict.fromkeys(names))


def states(recordings: Sequence[Recording]) -> tuple[str, ...]:
    """The states among them, what all share first."""
    found = [name for name in comparable(recordings) if any(name in rec.cell.states for rec in recordings)]
    return tuple(sorted(found, key=lambda name: -sum(name in rec.cell.states for rec in recordings)))


def comparison_message(
    comparison: Comparison,
    names: Sequence[str],
    track: Track,
    *,
    variables: Sequence[str] | None = None,
    marked: Sequence[Difference | None] = (),
    language: str = "en",
    followed: str | None = None,
) -> bytes:
    """The bytes for the widget: one layer, direction and batch row of every recording that has them.

    Args:
        comparison: the recordings; the player beside the widget shows the first.
        names: of the recordings, as they stand at the left.
        track: of the first recording: the layer, direction and batch row to show.
        variables: what to show, by name; the states by default.
        marked: for each other recording what is marked on its differences: its first one (`firsts`), or None.
        language: "en" or "zh".
        followed: the version of the recording whose player the cursor follows; by default the first's.
    """
    recordings = comparison.recordings
    chosen = states(recordings) if variables is None else tuple(variables)
    rows = [one for name in chosen for one in rows_of(comparison, name, track)]
    # Rounding alone must not look like a difference.
    least = 100 * max(map(_rounding, comparison))
    apart = max(least, largest(*(one.values for one in rows if one.difference)))
    payload = Payload()
    first = recordings[0]
    header = {
        "comparison": {
            "version": followed or first.version,
            "place": {"layer": track.layer, "direction": track.direction, "row": track.batch},
            "length": max((len(one.values) for one in rows), default=1),
            "labels": list(first.labels[track.batch]) if first.labels else None,
            "names": list(names),
            "firsts": [None, *(None if one is None else one.t for one in marked)],
            "rows": [_row(one, recordings, track, apart, payload) for one in rows],
            "language": language,
            "words": translation(language).words(COMPARISON_WORDS),
        }
    }
    return payload.packed(header)


def firsts(
    comparison: Comparison, track: Track, variables: Sequence[str] | None = None
) -> tuple[Difference | None, ...]:
    """For each other recording, what differs first of the variables that are shown, in the track that is.

    What two kernels round differently is no difference: it must be more than the recorder's own tolerance.
    """
    chosen = states(comparison.recordings) if variables is None else variables
    shared = ([name for name in chosen if name in pair.variables(track.layer)] for pair in comparison)
    return tuple(
        pair.first(
            tolerance=_rounding(pair), variables=names, layer=track.layer, direction=track.direction, batch=track.batch
        )
        if names
        else None
        for pair, names in zip(comparison, shared, strict=True)
    )


def _rounding(pair: Pair) -> float:
    return max(TOLERANCE[one.dtype] for one in (pair.first_recording, pair.other))


def rows_of(comparison: Comparison, name: str, track: Track) -> Iterator[Row]:
    """The rows of one variable: of each recording that has it, then of each difference that there is."""
    for place, recording in enumerate(comparison.recordings):
        same = track_like(track, recording)
        if same is not None and name in recording.cell.variables:
            yield Row(name, place, same.values(name))
    for place, pair in enumerate(comparison, start=1):
        same = track_like(track, pair.other)
        if same is not None and name in pair.variables(track.layer):
            # Past the end of the shorter row there is none.
            known = pair.difference(name, track.layer, track.direction, track.batch)[: min(len(track), len(same))]
            yield Row(name, place, known, difference=True)


def track_like(track: Track, recording: Recording) -> Track | None:
    """The track at the same place of another recording, where that has one."""
    there = track.layer < recording.num_layers and (not track.reverse or recording.num_directions == 2)
    return recording.track(track.layer, track.direction, track.batch) if there else None


def _row(row: Row, recordings: Sequence[Recording], track: Track, apart: float, payload: Payload) -> dict[str, Any]:
    """What the header says of a row. Colours have one scale for all recordings, and one for all differences."""
    limits = [bounds(one)[row.variable] for one in recordings if row.variable in one.cell.variables]
    cell = next(one.cell for one in recordings if row.variable in one.cell.variables)
    values = row.values
    with np.errstate(invalid="ignore"):
        peaks = np.abs(values).max(axis=1) if row.difference else None
    return {
        "recording": row.recording,
        "difference": row.difference,
        "length": len(values),
        "exact": values.shape[0] <= COLUMNS and values.shape[1] <= LINES,
        "values": payload.add(pooled(values, COLUMNS, LINES)),
        "peaks": None if peaks is None else payload.add(peaks),
        "variable": {
            "name": row.variable,
            "mathml": mathml_symbol(row.variable, reverse=track.reverse),
            "colour": cell.operation(row.variable).colour,
            "range": "unit" if limits[0].unit and not row.difference else "signed",
            "bound": round_up(apart) if row.difference else max(limit.limit for limit in limits),
        },
    }

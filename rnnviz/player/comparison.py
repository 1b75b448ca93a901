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
from rnnviz.recorder import Recording, Track
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
    *,
    layer: int = 0,
    direction: str = "forward",
    row: int = 0,
    variables: Sequence[str] | None = None,
    marked: Sequence[Difference | None] = (),
    language: str = "en",
) -> bytes:
    """The bytes for the widget: one layer, direction and batch row of every recording that has them.

    Args:
        comparison: the recordings; the player beside the widget shows the first.
        names: of the recordings, as they stand at the left.
        layer: from 0.
        direction: "forward" or "reverse".
        row: the batch row, from 0.
        variables: what to show, by name; the states by default.
        marked: for each other recording what is marked on its differences: its first one (`firsts`), or None.
        language: "en" or "zh".
    """
    recordings = comparison.recordings
    chosen = states(recordings) if variables is None else tuple(variables)
    rows = [one for name in chosen for one in rows_of(comparison, name, layer, direction, row)]
    apart = largest(*(one.values for one in rows if one.difference))
    payload = Payload()
    first = recordings[0]
    header = {
        "comparison": {
            "version": first.version,
            "place": {"layer": layer, "direction": direction, "row": row},
            "length": max((len(one.values) for one in rows), default=1),
            "labels": list(first.labels[row]) if first.labels else None,
            "names": list(names),
            "firsts": [None, *(None if one is None else one.t for one in marked)],
            "rows": [_row(one, recordings, direction, apart, payload) for one in rows],
            "language": language,
            "words": translation(language).words(COMPARISON_WORDS),
        }
    }
    return payload.packed(header)


def firsts(
    comparison: Comparison,
    *,
    layer: int = 0,
    direction: str = "forward",
    row: int = 0,
    variables: Sequence[str] | None = None,
) -> tuple[Difference | None, ...]:
    """For each other recording, what differs first of the variables that are shown, in the track that is."""
    chosen = states(comparison.recordings) if variables is None else variables
    shared = ([name for name in chosen if name in pair.variables(layer)] for pair in comparison)
    return tuple(
        pair.first(variables=names, layer=layer, direction=direction, batch=row) if names else None
        for pair, names in zip(comparison, shared, strict=True)
    )


def rows_of(comparison: Comparison, name: str, layer: int, direction: str, row: int) -> Iterator[Row]:
    """The rows of one variable: of each recording that has it, then of each difference that there is."""
    for place, recording in enumerate(comparison.recordings):
        track = track_of(recording, layer, direction, row)
        if track is not None and name in recording.cell.variables:
            yield Row(name, place, track.values(name))
    for place, pair in enumerate(comparison, start=1):
        both = [track_of(one, layer, direction, row) for one in (pair.first_recording, pair.other)]
        if None not in both and name in pair.variables(layer):
            yield Row(name, place, _known(pair, name, layer, direction, row), difference=True)


def track_of(recording: Recording, layer: int, direction: str, row: int) -> Track | None:
    """The track at this place, where the recording has one."""
    there = layer < recording.num_layers and (direction == "forward" or recording.num_directions == 2)
    return recording.track(layer, direction, row) if there else None


def _known(pair: Pair, name: str, layer: int, direction: str, row: int) -> Float[np.ndarray, "length size"]:
    """The difference up to the end of the shorter row: past it there is none."""
    length = min(len(one.track(layer, direction, row)) for one in (pair.first_recording, pair.other))
    return pair.difference(name, layer, direction, row)[:length]


def _row(row: Row, recordings: Sequence[Recording], direction: str, apart: float, payload: Payload) -> dict[str, Any]:
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
            "mathml": mathml_symbol(row.variable, reverse=direction == "reverse"),
            "colour": cell.operation(row.variable).colour,
            "range": "unit" if limits[0].unit and not row.difference else "signed",
            "bound": round_up(apart) if row.difference else max(limit.limit for limit in limits),
        },
    }

"""A recording as one block of bytes for the player: numbers once, then stepping needs no server.

Format 1, little endian: ``RNNV``, the format as u32, the length of the header as u32, the header (JSON in UTF-8, padded
with spaces to a multiple of 8), then the arrays that the header points into. The header holds a list of recordings and
a list of ticks, so that several recordings side by side and marks on the timeline fit the same format. Parts of a track
that are sent later (`rnnviz.player.parts`) come in the same format, too.

Up to `MAX_VALUES` numbers travel as float32. Above that only the track asked for is sent, and above that again only an
exact window of it around the time step asked for, with a reduced overview of the whole.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from rnnviz import limits
from rnnviz.analysis import Bound, bounds
from rnnviz.player.cell_data import cell_data
from rnnviz.player.edits import edits_data
from rnnviz.player.overview import overview
from rnnviz.player.payload import Payload
from rnnviz.recorder import Recording, Track

MAX_VALUES = limits.MAX_PLAYED_VALUES
WINDOW_VALUES = 2_000_000
"""Numbers of a window that is sent by itself, of many."""


def message(
    recording: Recording,
    *,
    layer: int = 0,
    direction: str = "forward",
    row: int = 0,
    t: int = 0,
    max_values: int = MAX_VALUES,
    ticks: Mapping[str, Any] | None = None,
    exact: bool = True,
) -> bytes:
    """The bytes for the player; the place matters only where not everything can be sent.

    ``ticks`` is what `rnnviz.player.ticks` says of breakpoints: they stay with the recording. Without ``exact`` a track
    that is too long comes without its numbers: they are sent as windows, one after the other.

    Raises:
        PlaceError: there is no such layer, direction or row.
    """
    tracks, window = extent(recording, layer=layer, direction=direction, row=row, t=t, max_values=max_values)
    if not exact and window:
        window = (0, 0)
    # Over the whole recording: the colours must not change with the part that is sent.
    limits = bounds(recording)
    payload = Payload()
    header = {
        "recordings": [
            {
                "version": recording.version,
                "name": recording.cell_type,
                "num_layers": recording.num_layers,
                "num_directions": recording.num_directions,
                "seq_len": recording.seq_len,
                "batch": recording.batch,
                "hidden_size": recording.hidden_size,
                "proj_size": recording.architecture.other_size,
                "input_size": recording.input_size,
                "dtype": recording.dtype,
                "lengths": list(recording.lengths or [recording.seq_len] * recording.batch),
                "labels": recording.labels,
                "features": recording.features,
                "edits": edits_data(recording),
                "parity": {"h": _finite(recording.parity.h), "c": _finite(recording.parity.c)},
                "cell": cell_data(recording.cell, limits),
                "tracks": [_track(track, window, limits, payload) for track in tracks],
            }
        ],
        "ticks": [] if ticks is None else [ticks],
    }
    return payload.packed(header)


def extent(
    recording: Recording, *, layer: int, direction: str, row: int, t: int, max_values: int = MAX_VALUES
) -> tuple[tuple[Track, ...], tuple[int, int] | None]:
    """What a message for that place holds: its tracks, and the time steps of a single one if not all of them."""
    asked = recording.track(layer, direction, row)
    tracks = recording.tracks
    if _count(tracks) > max_values:
        tracks = (asked,)
    return tracks, _window(asked, t, max_values) if len(tracks) == 1 else None


def _finite(value: float | None) -> float | None:
    """JSON has no word for inf: a parity that is no number is left out."""
    return value if value is not None and math.isfinite(value) else None


def _per_step(track: Track) -> int:
    """How many numbers one time step of a track has."""
    architecture, cell_type = track.recording.architecture, track.cell_type
    return sum(architecture.size(cell_type.size_of(name), track.layer) for name in cell_type.variables)


def _count(tracks: Sequence[Track]) -> int:
    """How many numbers the tracks have; weights count once for all the rows that share them."""
    weights = {(track.layer, track.direction): track.weights.values() for track in tracks}
    return sum(len(track) * _per_step(track) for track in tracks) + sum(
        weight.size for shared in weights.values() for weight in shared
    )


def _window(track: Track, t: int, max_values: int) -> tuple[int, int] | None:
    """The time steps around t that are sent exactly, or None for all of them."""
    room = max(16, max_values // _per_step(track))
    if len(track) <= room:
        return None
    start = min(max(0, t - room // 2), len(track) - room)
    return start, start + room


def window_at(track: Track, t: int) -> tuple[int, int]:
    """The time steps around t that are sent by themselves: the same for neighbouring t, as all visits share them."""
    room = min(max(16, WINDOW_VALUES // _per_step(track)), len(track))
    hop = max(room // 4, 1)
    start = min(max(round((t - room / 2) / hop) * hop, 0), len(track) - room)
    return start, start + room


def _track(
    track: Track, window: tuple[int, int] | None, limits: Mapping[str, Bound], payload: Payload
) -> dict[str, Any]:
    start, stop = window or (0, len(track))
    names = track.cell_type.variables
    shown = [name for name in names if name in track.cell_type.over_time]
    return {
        "layer": track.layer,
        "direction": track.direction,
        "row": track.batch,
        "length": len(track),
        "window": [start, stop],
        "values": {name: payload.add(track.part(name, start, stop)) for name in names} if start < stop else {},
        "weights": payload.weights(track),
        "overview": {name: payload.add(overview(track, name, limits[name])) for name in shown} if window else None,
    }

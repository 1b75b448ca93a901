"""Parts of a long track, sent when they are wanted: exact numbers around a time step, and a zoomed range, reduced.

Both come in the format of `rnnviz.player.message`; the header's ``recordings`` are empty, and ``parts`` says of which
recording and track they are.
"""

from typing import Any

from rnnviz.analysis import bounds
from rnnviz.player.overview import overview
from rnnviz.player.payload import Payload
from rnnviz.recorder import Track


def window_message(track: Track, start: int, stop: int) -> bytes:
    """Every number of the time steps from ``start`` up to ``stop``: 0 <= start < stop <= len(track)."""
    payload = Payload()
    values = {name: payload.add(track.part(name, start, stop)) for name in track.cell_type.variables}
    return _part(track, payload, {"window": [start, stop], "values": values})


def detail_message(track: Track, start: int, stop: int) -> bytes:
    """The variables of the timeline from ``start`` up to ``stop``, in as many columns as the overview of the whole."""
    payload, limits = Payload(), bounds(track.recording)
    shown = [name for name in track.cell_type.variables if name in track.cell_type.over_time]
    values = {name: payload.add(overview(track, name, limits[name], start, stop)) for name in shown}
    return _part(track, payload, {"detail": {"start": start, "stop": stop, "values": values}})


def _part(track: Track, payload: Payload, part: dict[str, Any]) -> bytes:
    place = {"layer": track.layer, "direction": track.direction, "row": track.batch}
    header = {"recordings": [], "parts": [{"version": track.recording.version, **place, **part}], "ticks": []}
    return payload.packed(header)

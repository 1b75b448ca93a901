"""What the player is sent: the numbers of a recording, or where they are too many, the parts that are looked at.

Of a long track the browser gets an overview and the weights once, and then the exact numbers around the time step, a
window at a time. It asks for the next window before it comes to the edge of this one, so that nobody waits. Where a
person zooms in, it asks for a finer overview of that range.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz import limits
from rnnviz.lessons.shelf import Shelf
from rnnviz.player import detail_message, extent, message, window_at, window_message
from rnnviz.recorder import Recording, Track

GRID = 8
"""A zoomed range is sent with some more to both sides, in steps of this part of it: a little further needs no other."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The place that numbers are wanted for, and the range of the timeline that is shown, None for all of it."""

    layer: int = 0
    direction: str = "forward"
    row: int = 0
    t: int = 0
    zoom: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages, each the same for many places: what the browser has already is not sent again.

    Attributes:
        base: of everything that does not change with the time step.
        window: the numbers around it, where they are not in ``base``.
        detail: the finer overview of the zoomed range, where there is one.
    """

    base: bytes
    window: bytes | None
    detail: bytes | None


def sent(rec: Recording, wanted: Wanted) -> Sent:
    """What is sent for a place of the recording."""
    place: dict[str, Any] = {"layer": wanted.layer, "direction": wanted.direction, "row": wanted.row}
    tracks, part = extent(rec, **place, t=wanted.t)
    if len(tracks) > 1:
        return Sent(_kept(rec, "all", lambda: message(rec)), None, None)
    own = tuple(place.values())
    base = _kept(rec, ("base", *own), lambda: message(rec, **place, exact=False))
    if part is None:
        return Sent(base, None, None)
    track = rec.track(*own)
    start, stop = window_at(track, wanted.t)
    window = _kept(rec, ("window", *own, start, stop), lambda: window_message(track, start, stop))
    span = around(track, wanted.zoom)
    detail = span and _kept(rec, ("detail", *own, *span), lambda: detail_message(track, *span))
    return Sent(base, window, detail)


def covers(rec: Recording, wanted: Wanted, here: Wanted) -> bool:
    """Whether what is sent for one place has the numbers of another."""
    if (wanted.layer, wanted.direction, wanted.row) != (here.layer, here.direction, here.row):
        return False
    start, stop = window_at(rec.track(here.layer, here.direction, here.row), wanted.t)
    return start <= here.t < stop


def around(track: Track, zoom: tuple[int, int] | None) -> tuple[int, int] | None:
    """The time steps that a finer overview holds for a zoomed range: it, and half as much again to both sides.

    None where the overview of the whole is as good.
    """
    if zoom is None:
        return None
    # By powers of 2, so that a little in or out asks for nothing new either.
    size = 2 * GRID
    while size < 2 * (zoom[1] - zoom[0]):
        size *= 2
    grid = size // GRID
    start = max((zoom[0] + zoom[1] - size) // 2 // grid * grid, 0)
    stop = min(start + size + grid, len(track))
    return None if stop - start >= len(track) else (start, stop)


def wanted_of(report: Mapping[str, object], rec: Recording) -> Wanted | None:
    """The place that the player asks for, or None for what is none in this recording: the report may be late."""
    if report.get("version") != rec.version:
        return None
    layer, direction, row, t = (report.get(name) for name in ("layer", "direction", "row", "t"))
    lengths = rec.lengths or (rec.seq_len,) * rec.batch
    if not (isinstance(layer, int) and isinstance(row, int) and isinstance(t, int) and isinstance(direction, str)):
        return None
    there = 0 <= layer < rec.num_layers and 0 <= row < rec.batch and 0 <= t < lengths[row]
    if not there or direction not in ("forward", "reverse")[: rec.num_directions]:
        return None
    return Wanted(layer, direction, row, t, span_of(report.get("zoom"), lengths[row]))


def span_of(zoom: object, length: int) -> tuple[int, int] | None:
    """Time steps from one up to another, as the browser tells them; None for what is none."""
    if not isinstance(zoom, list | tuple) or len(zoom) != 2:
        return None
    start, stop = zoom
    whole = isinstance(start, int) and isinstance(stop, int)
    return (start, stop) if whole and 0 <= start < stop <= length else None


def _kept(rec: Recording, part: Hashable, make: Callable[[], bytes]) -> bytes:
    return _MESSAGES.get((rec.version, part), make)


_MESSAGES = Shelf[bytes](most=limits.MAX_MESSAGES, most_bytes=limits.MAX_MESSAGE_BYTES, size=len)

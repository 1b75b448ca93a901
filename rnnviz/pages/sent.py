"""What the player has been sent: the numbers of a recording, or a window of them where they are too many."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from rnnviz import limits
from rnnviz.lessons.shelf import Shelf
from rnnviz.player import message
from rnnviz.recorder import Recording

Anchor = tuple[int, str, int, int]
"""The place that a message was made for: layer, direction, row, t."""

START: Anchor = (0, "forward", 0, 0)
MARGIN = 0.1
"""How near to the edge of a window, as a part of it, the next window is sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message, and which numbers are in it.

    Attributes:
        anchor: the place it was made for.
        payload: the bytes for the player.
        spans: for each track in it, the first time step held exactly, the one after the last, and the track's length.
    """

    anchor: Anchor
    payload: bytes
    spans: Mapping[tuple[int, str, int], tuple[int, int, int]]

    def covers(self, anchor: Anchor) -> bool:
        """Whether a person at that place can step on without waiting."""
        *track, t = anchor
        span = self.spans.get(tuple(track))  # type: ignore[arg-type]
        if span is None:
            return False
        start, stop, length = span
        margin = MARGIN * (stop - start)
        return (start == 0 or t >= start + margin) and (stop == length or t < stop - margin)


def sent(rec: Recording, anchor: Anchor, before: Anchor) -> Sent:
    """The message for ``anchor``: the one sent before or the first one, if they still do, for a player keeps it."""
    for earlier in (before, START):
        candidate = _made(rec, earlier) if _has(rec, earlier) else None
        if candidate and candidate.covers(anchor):
            return candidate
    return _made(rec, anchor)


def _has(rec: Recording, anchor: Anchor) -> bool:
    layer, direction, row, t = anchor
    directions = ("forward", "reverse")[: rec.num_directions]
    return layer < rec.num_layers and direction in directions and row < rec.batch and t < rec.seq_len


def _made(rec: Recording, anchor: Anchor) -> Sent:
    return _MESSAGES.get((rec.version, anchor), lambda: _make(rec, anchor))


def _make(rec: Recording, anchor: Anchor) -> Sent:
    layer, direction, row, t = anchor
    payload = message(rec, layer=layer, direction=direction, row=row, t=t)
    (length,) = struct.unpack_from("<I", payload, 8)
    tracks = json.loads(payload[12 : 12 + length])["recordings"][0]["tracks"]
    spans = {
        (track["layer"], track["direction"], track["row"]): (*track["window"], track["length"]) for track in tracks
    }
    return Sent(anchor, payload, spans)


_MESSAGES = Shelf[Sent](
    most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_MESSAGE_BYTES, size=lambda sent: len(sent.payload)
)

"""What the player has been sent: the numbers of a recording, or a window of them where they are too many."""

from dataclasses import dataclass

from rnnviz import limits
from rnnviz.lessons.shelf import Shelf
from rnnviz.player import extent, message
from rnnviz.recorder import Recording

Anchor = tuple[int, str, int, int]
"""The place that a message was made for: layer, direction, row, t."""

START: Anchor = (0, "forward", 0, 0)
MARGIN = 0.1
"""How near to the edge of a window, as a part of it, the next window is sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message, and the place it was made for."""

    anchor: Anchor
    payload: bytes


def sent(rec: Recording, anchor: Anchor, before: Anchor) -> Sent:
    """The message for ``anchor``: the one sent before or the first one, if they still do, for a player keeps it."""
    made_for = (earlier for earlier in (before, START) if _has(rec, earlier) and _covers(rec, earlier, anchor))
    chosen = next(made_for, anchor)
    return _MESSAGES.get((rec.version, chosen), lambda: _make(rec, chosen))


def _has(rec: Recording, anchor: Anchor) -> bool:
    layer, direction, row, t = anchor
    directions = ("forward", "reverse")[: rec.num_directions]
    return layer < rec.num_layers and direction in directions and row < rec.batch and t < rec.seq_len


def _covers(rec: Recording, made_for: Anchor, here: Anchor) -> bool:
    """Whether a person can step on from ``here`` without waiting, with the message made for another place."""
    layer, direction, row, t = made_for
    tracks, window = extent(rec, layer=layer, direction=direction, row=row, t=t)
    *place, now = here
    if all([track.layer, track.direction, track.batch] != place for track in tracks):
        return False
    start, stop = window or (0, rec.seq_len)
    margin = MARGIN * (stop - start)
    return (start == 0 or now >= start + margin) and (stop == rec.seq_len or now < stop - margin)


def _make(rec: Recording, anchor: Anchor) -> Sent:
    layer, direction, row, t = anchor
    return Sent(anchor, message(rec, layer=layer, direction=direction, row=row, t=t))


_MESSAGES = Shelf[Sent](
    most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_MESSAGE_BYTES, size=lambda sent: len(sent.payload)
)

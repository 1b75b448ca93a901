"""A trace as one block of bytes for its player: all of it once, then stepping needs no server.

Format 1, little endian: ``RNNC``, the format as u32, the length of the header as u32, the header (JSON in UTF-8, padded
with spaces to a multiple of 8), then the arrays that the header points into. An event holds what changed, as places
in the list of values; the browser looks every moment up in the history of each variable.

What is too large for `limits.MAX_CODE_MESSAGE_BYTES` is sent with fewer numbers of each array, and after that with
fewer events; the player says so.
"""

import hashlib
import struct
from typing import Any

from rnnviz import limits
from rnnviz.code_player.listing import lines_of
from rnnviz.code_player.values import Values, json_of
from rnnviz.tracing import Event, Gone, Raised, Trace

FORMAT = 1
MAGIC = b"RNNC"
CUT = "message"
"""Why the player ends before the trace does, beside the trace's own reasons."""

_NUMBERS = (2**16, 1024, 256, 64, 16)
"""How many numbers of an array are sent at most: the first of these with which the whole fits."""


def message(trace: Trace, *, most_bytes: int = limits.MAX_CODE_MESSAGE_BYTES) -> bytes:
    """The bytes for the player, about ``most_bytes`` of them at most."""
    for most in _NUMBERS:
        written = _Writing(most)
        for event in trace.events:
            written.event(event)
            if written.size > most_bytes:
                break
        if written.size <= most_bytes:
            break
    # Too large even with the fewest numbers: the first events are sent alone.
    return _packed(trace, written)


def version_of(payload: bytes) -> str:
    """A name for the content of a message."""
    return hashlib.sha256(payload).hexdigest()[:16]


class _Writing:
    """Events and values, one after the other."""

    def __init__(self, most: int) -> None:
        self.values = Values(most)
        self.events: list[str] = []
        self._size = 0

    @property
    def size(self) -> int:
        """About how many bytes all that was written takes (bytes)."""
        return self._size + self.values.size

    def event(self, event: Event) -> None:
        """Write an event."""
        place = self.values.place
        told: dict[str, Any] = {
            "kind": event.kind,
            "source": event.source,
            "line": event.line,
            "frame": event.frame,
            "parent": event.parent,
            "depth": event.depth,
            "nextLine": event.next_line,
            "changed": [
                [name, None if isinstance(value, Gone) else place(value)] for name, value in event.changed.items()
            ],
            "rebound": [[name, place(value)] for name, value in event.rebound.items()],
            "others": [
                [frame, [[name, place(value)] for name, value in held.items()]] for frame, held in event.others.items()
            ],
            "value": None if event.value is None or isinstance(event.value, Raised) else place(event.value),
        }
        if isinstance(event.value, Raised):
            told["raised"] = {"type": event.value.type, "message": event.value.message}
        self.events.append(json_of(told))
        self._size += len(self.events[-1])


def _packed(trace: Trace, written: _Writing) -> bytes:
    sources = [
        {"name": source.name, "file": source.file, "firstLine": source.first_line, "lines": lines_of(source)}
        for source in trace.sources
    ]
    told = {
        "title": trace.title,
        "sources": sources,
        "cut": CUT if len(written.events) < len(trace.events) else trace.cut,
        "error": trace.error is not None,
    }
    values = written.values
    header = f'{json_of(told)[:-1]},"events":[{",".join(written.events)}],"values":[{",".join(values.told)}]}}'
    # A text may hold half of a surrogate pair, which UTF-8 cannot say but a JSON escape can.
    raw = header.encode(errors="backslashreplace")
    raw += b" " * (-(12 + len(raw)) % 8)
    return b"".join([MAGIC, struct.pack("<II", FORMAT, len(raw)), raw, values.room.content])

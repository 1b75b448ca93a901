"""A trace as one block of bytes for its player: all of it once, then stepping needs no server.

Format 1, little endian: ``RNNC``, the format as u32, the length of the header as u32, the header (JSON in UTF-8, padded
with spaces to a multiple of 8), then the arrays that the header points into. An event holds what changed, as places
in the list of values; the browser looks every moment up in the history of each variable.

What is too large for `limits.MAX_CODE_MESSAGE_BYTES` is sent with fewer numbers of each array, and after that with
fewer events; the player says so.
"""

import hashlib
import json
import struct
from typing import Any

from rnnviz import limits
from rnnviz.code_player.listing import lines_of
from rnnviz.code_player.room import Room
from rnnviz.code_player.values import value_data
from rnnviz.tracing import Event, Gone, Raised, Trace, Value

FORMAT = 1
MAGIC = b"RNNC"
CUT = "message"
"""Why the player ends before the trace does, beside the trace's own reasons."""

_NUMBERS = (2**16, 1024, 256, 64, 16)
"""How many numbers of an array are sent at most: the first of these with which the whole fits."""


def message(trace: Trace, *, most_bytes: int = limits.MAX_CODE_MESSAGE_BYTES) -> bytes:
    """The bytes for the player, about ``most_bytes`` of them at most."""
    sizes: list[int] = []
    for most in _NUMBERS:
        written = _Writing(most)
        ends = [written.event(event) for event in trace.events]
        sizes = ends
        if not ends or ends[-1] <= most_bytes:
            return _packed(trace, written, len(ends))
    # Even with few numbers of each: the first events alone.
    count = max(1, sum(size <= most_bytes for size in sizes))
    written = _Writing(_NUMBERS[-1])
    for event in trace.events[:count]:
        written.event(event)
    return _packed(trace, written, count)


def version_of(payload: bytes) -> str:
    """A name for the content of a message."""
    return hashlib.sha256(payload).hexdigest()[:16]


class _Writing:
    """Events and values, one after the other."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.room = Room()
        self.values: list[str] = []
        self.events: list[str] = []
        self._places: dict[str, int] = {}
        self._text = 0

    def event(self, event: Event) -> int:
        """Write an event; how many bytes all that was written takes."""
        told: dict[str, Any] = {
            "kind": event.kind,
            "source": event.source,
            "line": event.line,
            "frame": event.frame,
            "parent": event.parent,
            "depth": event.depth,
            "nextLine": event.next_line,
            "changed": [
                [name, None if isinstance(value, Gone) else self._place(value)] for name, value in event.changed.items()
            ],
            "rebound": [[name, self._place(value)] for name, value in event.rebound.items()],
            "others": [
                [frame, [[name, self._place(value)] for name, value in held.items()]]
                for frame, held in event.others.items()
            ],
            "value": None if event.value is None or isinstance(event.value, Raised) else self._place(event.value),
        }
        if isinstance(event.value, Raised):
            told["raised"] = {"type": event.value.type, "message": event.value.message}
        text = _json(told)
        self.events.append(text)
        self._text += len(text)
        return self._text + self.room.size

    def _place(self, value: Value) -> int:
        """Where the value stands among the values; equal ones stand there once."""
        text = _json(value_data(value, self.room, self.most))
        if text not in self._places:
            self._places[text] = len(self.values)
            self.values.append(text)
            self._text += len(text)
        return self._places[text]


def _packed(trace: Trace, written: _Writing, count: int) -> bytes:
    sources = [
        {"name": source.name, "file": source.file, "firstLine": source.first_line, "lines": lines_of(source)}
        for source in trace.sources
    ]
    told = {
        "title": trace.title,
        "sources": sources,
        "cut": CUT if count < len(trace.events) else trace.cut,
        "error": trace.error is not None,
    }
    header = f'{_json(told)[:-1]},"events":[{",".join(written.events)}],"values":[{",".join(written.values)}]}}'
    # A text may hold half of a surrogate pair, which UTF-8 cannot say but a JSON escape can.
    raw = header.encode(errors="backslashreplace")
    raw += b" " * (-(12 + len(raw)) % 8)
    return b"".join([MAGIC, struct.pack("<II", FORMAT, len(raw)), raw, written.room.content])


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

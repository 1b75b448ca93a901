"""What a trace is made of: the code, and one event for every line that ran."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from rnnviz.tracing.values import Gone, Value

KINDS = ("call", "line", "yield", "resume", "return", "exception")
"""The kinds of events, see `Event`."""

CUTS = ("events", "bytes", "recursion", "tracer")
"""Why a recording ended before the code did: so many events; so many bytes; calls within calls close to Python's limit,
which the tracer must not be the one to reach; or the code set a tracer of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """The code of one followed function."""

    name: str
    """Its qualified name: "Cell.forward", "f.<locals>.<lambda>"."""
    file: str
    """The name of its file, without the folder."""
    first_line: int
    """The number of the first line of ``text`` in that file, from 1."""
    text: str
    """Its lines without their common indentation. For a lambda or a comprehension: those of the function around it."""
    size: int
    """How many lines it has in all; ``text`` may hold fewer."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that are kept, without line ends."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception."""

    type: str
    """The name of its class."""
    message: str
    """What it says."""
    line: int | None
    """The line of the followed function in which it was raised or through which it passed, in the function's file;
    None where it passed through none."""


Changes: TypeAlias = Mapping[str, Value | Gone]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a followed function.

    ``kind`` is one of

    - "call": the function begins; ``changed`` holds its arguments, ``line`` is where it is defined.
    - "line": the line HAS RUN, calls in it included; ``changed`` is what it did.
    - "yield": the line ran up to a yield (or an await), ``value`` was handed out.
    - "resume": the generator goes on in that line.
    - "return": the line ran, and the function returned ``value``.
    - "exception": the line ran as far as it came; ``value`` is what it raised, or what passed through it. Where the
      exception is caught in this function, or a ``finally`` still runs, ``next_line`` says where the code goes on.
      After a ``finally``, there is a second one: its last line has run, and the exception goes on; then the ``line`` of
      ``value`` is an earlier one.
    """

    kind: str
    source: int
    """Which of the trace's ``sources``."""
    line: int
    """The line in the file, from 1; of a statement over several lines, the one that ran."""
    frame: int
    """One number for each call of a function, from 0; a generator keeps its own."""
    parent: int | None
    """The frame that called it, directly or through functions that are not followed."""
    depth: int
    """How many followed frames are below it on the stack."""
    next_line: int | None
    """The line that this frame runs next; None where the frame is left, or where the recording was cut."""
    changed: Changes = field(default_factory=lambda: MappingProxyType({}))
    """The frame's variables (locals, and those of enclosing functions that it uses) with other content than at its
    event before."""
    rebound: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    """Variables with equal content that are another object now: only an ``identity`` in their value is new."""
    others: Mapping[int, Mapping[str, Value]] = field(default_factory=lambda: MappingProxyType({}))
    """Variables of other frames that hold an object which this event changed, by the number of the frame. They come
    up in ``changed`` of that frame, too, when its own line has run."""
    value: Value | Raised | None = None

    @property
    def leaves(self) -> bool:
        """Whether the frame is left for good with this event."""
        return self.kind == "return" or (self.kind == "exception" and self.next_line is None)


@dataclass(frozen=True, slots=True)
class Frame:
    """A function on the stack at one moment."""

    id: int
    source: int
    line: int
    """The line that ran last in it."""
    next_line: int | None
    """The line it runs next; for a frame that has called another, the line with that call."""
    variables: Mapping[str, Value]
    """All its variables as they were then, in the order in which they first came up."""
    changed: Changes
    """Those that changed in its last event, with their values from then."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything right after one event."""

    step: int
    event: Event
    stack: tuple[Frame, ...]
    """The outermost function first; the last one is the event's own."""

    @property
    def frame(self) -> Frame:
        """The frame of the event."""
        return self.stack[-1]

    @property
    def next(self) -> tuple[int, int] | None:
        """Which frame goes on and in which line, as ``(frame, line)``; None at the end, or where it is not known."""
        for frame in reversed(self.stack):
            if frame.next_line is not None:
                return (frame.id, frame.next_line)
        return None

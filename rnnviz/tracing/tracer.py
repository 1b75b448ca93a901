"""Python's trace functions: one for the thread, and one for each frame that is followed."""

import dis
import sys
import threading
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from rnnviz.tracing.arrays import out_of_sight
from rnnviz.tracing.class_name import class_name
from rnnviz.tracing.copying import Copier
from rnnviz.tracing.data import Raised, Source
from rnnviz.tracing.described import message_of
from rnnviz.tracing.draft import Draft
from rnnviz.tracing.identities import Identities
from rnnviz.tracing.trace_limits import TraceLimits
from rnnviz.tracing.values import Value
from rnnviz.tracing.variables import Holders, Variables

if TYPE_CHECKING:
    from rnnviz.tracing.following import Followed

_MARGIN = 60
"""Calls left to Python below its recursion limit when the recording ends: the tracer needs some itself."""

_RETURNS = frozenset({"RETURN_VALUE", "RETURN_CONST"})
_ENDS_A_LOOP = frozenset({"FOR_ITER", "SEND"})

_EVENT_BYTES = 500
"""Bytes of an event without its values, about."""


class Tracer:
    """Makes events of what Python tells while followed functions run; ``sys.settrace`` sets it."""

    def __init__(self, followed: Mapping[int, "Followed"], limits: TraceLimits) -> None:
        self.limits = limits
        self.identities = Identities()
        self.copier = Copier(limits, self.identities)
        self.holders = Holders()
        self.drafts: list[Draft] = []
        self.sources: list[Source] = []
        self.reached: set[str] = set()
        self.cut: str | None = None
        self.failed: Exception | None = None
        self.deepest = sys.getrecursionlimit() - _MARGIN
        self._followed = followed
        self._places: dict[int, int] = {}
        self._thread = threading.get_ident()
        self._frames = 0
        self._handed_on: list[object] = []

    def __call__(self, frame: FrameType, what: str, arg: object) -> "FrameTracer | None":
        """What Python calls whenever a function begins, or a generator goes on."""
        followed = self._followed.get(id(frame.f_code))
        if followed is None or not self.hears():
            return None
        local = tracer_of(frame, self)
        if local is None:
            local = FrameTracer(self, self._place(followed), self._frames)
            self._frames += 1
            if followed.named:
                self.reached.add(followed.named)
        return local(frame, "call", None)

    def hears(self) -> bool:
        """Whether the recording goes on, and this is the thread that it is of."""
        return self.cut is None and threading.get_ident() == self._thread

    def end(self, cut: str) -> None:
        """Record no more; the code runs on as fast as ever."""
        self.cut = cut
        sys.settrace(None)

    def add(self, draft: Draft) -> None:
        """One event more."""
        self.drafts.append(draft)
        self.copier.spend(_EVENT_BYTES)
        if len(self.drafts) >= self.limits.events:
            self.end("events")
        elif self.copier.bytes >= self.limits.bytes:
            self.end("bytes")

    def hand_on(self, value: object) -> Value:
        """The value that leaves a frame; it is held until the next one does, so that it is known where it comes up."""
        copy = self.copier.copy(value)
        self.identities.hold(copy.held)
        self.identities.release(self._handed_on)
        self._handed_on = copy.held
        return copy.value

    def _place(self, followed: "Followed") -> int:
        """Which of the sources a function is; from its first call on, it is one of them."""
        key = id(followed.code)
        if key not in self._places:
            self._places[key] = len(self.sources)
            self.sources.append(followed.source(self.limits.source))
        return self._places[key]


class FrameTracer:
    """What happens in one call of a function, line by line."""

    def __init__(self, tracer: Tracer, source: int, number: int) -> None:
        self.tracer = tracer
        self._source, self._number = source, number
        self._variables = Variables(number, tracer.copier, tracer.identities, tracer.holders)
        self._parent: int | None = None
        self._depth = 0
        self._calls_below = 0
        """How many calls of Python are below it."""
        self._line = 0
        """The line that runs now."""
        self._waiting: Draft | None = None
        """The last event, where no line has run since: it waits to learn which one is next."""
        self._begun_at: int | None = None
        """The instruction at which the frame began, or went on."""
        self._raised: Raised | None = None

    def __call__(self, frame: FrameType, what: str, arg: Any) -> "FrameTracer":
        """What Python calls for everything that happens in the frame."""
        tracer = self.tracer
        if not tracer.hears():
            return self
        try:
            with out_of_sight():
                _HEARS[what](self, frame, arg)
        except RecursionError:
            tracer.end("recursion")
        except Exception as failure:  # the code that is traced must not see it; `trace` raises it at the end
            tracer.failed = failure
            tracer.end("tracer")
        return self

    def _call(self, frame: FrameType, arg: object) -> None:
        first = self._begun_at is None
        self._begun_at, self._line = frame.f_lasti, frame.f_lineno
        self._find_parent(frame)
        if self._calls_below > self.tracer.deepest:
            self.tracer.end("recursion")
        elif first:
            self._waiting = self._add(frame, "call")
        else:
            self._add(frame, "resume", next_line=self._line)

    def _next_line(self, frame: FrameType, arg: object) -> None:
        """A line is about to run, so the one before it has."""
        line, waiting = frame.f_lineno, self._waiting
        if self._raised is not None and _tidies_up(frame):
            return
        if waiting is None:
            self._add(frame, "line", next_line=line)
        else:
            waiting.next_line, self._waiting = line, None
        self._line = line

    def _exception(
        self, frame: FrameType, arg: tuple[type[BaseException], BaseException, TracebackType | None]
    ) -> None:
        kind, error, _ = arg
        if issubclass(kind, StopIteration) and _instruction(frame) in _ENDS_A_LOOP:
            return  # the iterator of a loop has come to its end
        message = message_of(error)[: self.tracer.limits.text]
        raised = Raised(class_name(kind), message, frame.f_lineno)
        if self._waiting is None or self._waiting.value != raised:
            self._line, self._raised = frame.f_lineno, raised
            self._waiting = self._add(frame, "exception", value=raised)

    def _leave(self, frame: FrameType, arg: object) -> None:
        """The frame is left: for good, by an exception, or until the generator goes on."""
        instruction = _instruction(frame)
        raises = self._waiting is not None and self._waiting.kind == "exception"
        # An exception that is thrown into a generator leaves the frame at the instruction at which it came in.
        if instruction == "YIELD_VALUE" and not (raises and frame.f_lasti == self._begun_at):
            self._add(frame, "yield", value=self.tracer.hand_on(arg))
            return
        if instruction in _RETURNS:
            self._add(frame, "return", value=self.tracer.hand_on(arg))
        elif not raises:
            # It was raised before; what ran since was a `finally`, or the end of a `with`.
            self._add(frame, "exception", value=self._raised or Raised("BaseException", "", self._line))
        self._variables.forget()

    def _add(
        self, frame: FrameType, kind: str, *, next_line: int | None = None, value: Value | Raised | None = None
    ) -> Draft:
        new = self._variables.look(frame.f_locals)
        draft = Draft(
            kind=kind,
            source=self._source,
            line=self._line,
            frame=self._number,
            parent=self._parent,
            depth=self._depth,
            next_line=next_line,
            changed=new.changed,
            rebound=new.rebound,
            others=new.others,
            value=value,
        )
        self._waiting = None
        self.tracer.add(draft)
        return draft

    def _find_parent(self, frame: FrameType) -> None:
        """The nearest followed frame below, and how deep the stack is."""
        below, steps = frame.f_back, 1
        while below is not None:
            local = tracer_of(below, self.tracer)
            if local is not None:
                self._parent, self._depth = local._number, local._depth + 1
                self._calls_below = local._calls_below + steps
                return
            below, steps = below.f_back, steps + 1
        self._parent, self._depth, self._calls_below = None, 0, steps


_HEARS = {
    "call": FrameTracer._call,
    "line": FrameTracer._next_line,
    "exception": FrameTracer._exception,
    "return": FrameTracer._leave,
    "opcode": lambda *_: None,
}


def tracer_of(frame: FrameType, tracer: Tracer) -> FrameTracer | None:
    """What listens to a frame, if it belongs to that tracer."""
    local = frame.f_trace
    return local if isinstance(local, FrameTracer) and local.tracer is tracer else None


def _instruction(frame: FrameType, later: int = 0) -> str:
    """The name of the instruction that the frame is at, or of the one so many bytes later."""
    code = frame.f_code.co_code
    return dis.opname[code[frame.f_lasti + later]] if 0 <= frame.f_lasti < len(code) - later else ""


def _tidies_up(frame: FrameType) -> bool:
    """Whether Python raises an exception again at the end of a ``finally``: it calls that the block's last line."""
    if _instruction(frame) == "COPY":
        return _instruction(frame, later=2) == "POP_EXCEPT"
    return _instruction(frame) == "RERAISE"

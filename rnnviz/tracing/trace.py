"""A trace: what every line of the followed functions did, as plain read-only data."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rnnviz.errors import PlaceError
from rnnviz.tracing.data import Event, Moment, Raised, Source
from rnnviz.tracing.history import History
from rnnviz.tracing.told import told
from rnnviz.tracing.values import Value
from rnnviz.words import N_


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """One run of a function, line by line. Made by ``rnnviz.trace``; read from a file by ``rnnviz.load_trace``."""

    title: str
    """The name of the function that was run."""
    sources: tuple[Source, ...]
    """The followed functions that were reached, in the order in which they were."""
    events: tuple[Event, ...]
    """One for every step, in the order in which they came."""
    result: Value | None = None
    """What the function returned; None where it raised."""
    error: Raised | None = None
    """The exception that left the function."""
    cut: str | None = None
    """Why the recording ended before the code did, one of `CUTS`; the code then ran on, unrecorded."""
    missed: tuple[str, ...] = ()
    """Names out of ``functions=`` that were never called."""

    def __len__(self) -> int:
        return len(self.events)

    def __repr__(self) -> str:
        steps = f"{len(self)} step" + "s" * (len(self) != 1)
        cut = f", recording cut ({self.cut})" * (self.cut is not None)
        if self.error is not None:
            place = f" in line {self.error.line}" * (self.error.line is not None)
            message = self.error.message.strip().partition("\n")[0]
            end = f"raised {self.error.type}{place}: {message}"
        else:
            end = "nothing returned" if self.result is None else f"returned {told(self.result)}"
        return f"<Trace of {self.title}: {steps}{cut}, {end}>"

    def at(self, step: int) -> Moment:
        """The stack and all variables right after an event, from 0; negative steps count from the end.

        Raises:
            PlaceError: there is no such event.
        """
        count = len(self)
        if not -count <= step < count:
            raise PlaceError(
                "trace-step",
                N_("step must be at least {least} and below {count}, got {got}. Choose one that the trace holds."),
                least=-count,
                count=count,
                got=step,
            )
        return self._history.at(step % count)

    @cached_property
    def _history(self) -> History:
        return History(self.events)

    def save(self, path: str | Path) -> None:
        """Write the trace to a safetensors file.

        Raises:
            FileError: the file cannot be written.
        """
        from rnnviz.tracing.files import save

        save(self, path)

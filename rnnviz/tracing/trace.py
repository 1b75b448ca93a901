"""A trace: what every line of the followed functions did, as plain read-only data."""

from dataclasses import dataclass
from pathlib import Path

from rnnviz.tracing.data import Event, Moment, Raised, Source
from rnnviz.tracing.values import Value


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

    def at(self, step: int) -> Moment:
        """The stack and all variables right after an event, from 0; negative steps count from the end.

        Raises:
            PlaceError: there is no such event.
        """
        raise NotImplementedError

    def save(self, path: str | Path) -> None:
        """Write the trace to a safetensors file.

        Raises:
            FileError: the file cannot be written.
        """
        raise NotImplementedError

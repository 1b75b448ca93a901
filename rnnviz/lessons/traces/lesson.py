"""What a ready trace is: code that ships with rnnviz, and why one would step through it."""

from collections.abc import Callable
from dataclasses import dataclass

from rnnviz.tracing import Trace


@dataclass(frozen=True, eq=False)
class TraceLesson:
    """Code to step through.

    Attributes:
        title: what it is, in a few words.
        story: what to look at, one or two sentences.
        run: runs the code now, with the same numbers every time; what it did.
        place: where the list has it, small numbers first.

    Title and story are English texts that the catalogue knows (``N_``).
    """

    title: str
    story: str
    run: Callable[[], Trace]
    place: int

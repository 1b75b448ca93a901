"""A recording's network run again, as it was and with edits, made once and shared by all visits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from rnnviz import limits
from rnnviz.analysis import Difference, compare, rerun
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import Recording


@dataclass(frozen=True, eq=False)
class Runs:
    """Two runs of one network, made in the same way: where they differ, an edit made the difference.

    Attributes:
        original: the run without edits.
        edited: the run with them.
    """

    original: Recording
    edited: Recording

    @cached_property
    def first(self) -> Difference | None:
        """The first number that is another one; None where the edits set what was there already."""
        return compare(self.original, self.edited).first()


def runs(rec: Recording, edits: str, progress: Callable[[float], None] = lambda done: None) -> Runs:
    """Both runs of a recording's network.

    Args:
        rec: what was recorded.
        edits: an edit of `rnnviz.rerun` a line.
        progress: is called now and then with how much is done, from 0 to 1.

    Raises:
        EditError: the text holds no edits, or they do not fit the recording.
        ArgumentError: the recording has no weights, or is an edited run itself.
    """
    return _RUNS.get((rec.version, edits), lambda: _both(rec, edits, progress))


def _both(rec: Recording, edits: str, progress: Callable[[float], None]) -> Runs:
    # First the edits: where they are none, nothing is run.
    edited = rerun(rec, edits, progress=lambda done: progress(done / 2))
    original = _ORIGINALS.get(rec.version, lambda: rerun(rec, progress=lambda done: progress(0.5 + done / 2)))
    return Runs(original, edited)


_ORIGINALS = Shelf[Recording](most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_RECORDED_BYTES, size=recorded_bytes)
# Two by two: of the largest recordings one run would push the other out, and both would be made at every look.
_RUNS = Shelf[Runs](
    most=limits.MAX_RECORDINGS,
    most_bytes=limits.MAX_RECORDED_BYTES,
    size=lambda both: recorded_bytes(both.original, both.edited),
)

"""Where the values that a step reads were made: what is read is a copy of something."""

from rnnviz.analysis.origin.source import Source
from rnnviz.recorder import DIRECTIONS, Track

INITIAL = "_0"
"""``h_0`` is h before the first step."""
_PREVIOUS = "_prev"


def home(track: Track, name: str, unit: int, t: int) -> Source:
    """Where a unit of a value of step ``t`` was made.

    ``h_prev`` is h of the step that was processed before (at t+1 in the reverse direction), at the first step h_0;
    ``x`` of a higher layer is the state below, of the direction that the unit belongs to. All else is made where it is.
    """
    if name.endswith(_PREVIOUS):
        state = name.removesuffix(_PREVIOUS)
        if t == first_step(track):
            return Source(state + INITIAL, unit, t, track.layer, track.direction)
        return Source(state, unit, t + 1 if track.reverse else t - 1, track.layer, track.direction)
    if name != "x":
        return Source(name, unit, t, track.layer, track.direction)
    if track.layer == 0:
        return Source(name, unit, t, track.layer, track.direction, track.label(t))
    direction, below = divmod(unit, track.recording.h.shape[-1])
    return Source(track.cell_type.state, below, t, track.layer - 1, DIRECTIONS[direction])


def first_step(track: Track) -> int:
    """The position that is processed first."""
    return len(track) - 1 if track.reverse else 0

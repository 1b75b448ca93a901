"""Where the values that a step reads were made: what is read is a copy of something, unless an edit set it there."""

from rnnviz.analysis.origin.source import Source
from rnnviz.analysis.rerun.made import MadeStep
from rnnviz.recorder import DIRECTIONS

INITIAL = "_0"
"""``h_0`` is h before the first step."""
_PREVIOUS = "_prev"


def home(step: MadeStep, name: str, unit: int) -> Source:
    """Where a unit of a value of a step was made.

    ``h_prev`` is h of the step that was processed before (at t+1 in the reverse direction), at the first step h_0;
    ``x`` of a higher layer is the state below, of the direction that the unit belongs to. All else is made where it is,
    and so is what an edit set.
    """
    track, t = step.track, step.t
    label = track.label(t) if name == "x" and track.layer == 0 else None
    here = Source(name, unit, t, track.layer, track.direction, label)
    if step.of(name, unit):
        return here
    if name.endswith(_PREVIOUS):
        state = name.removesuffix(_PREVIOUS)
        if t == track.order[0]:
            return Source(state + INITIAL, unit, t, track.layer, track.direction)
        return Source(state, unit, t + 1 if track.reverse else t - 1, track.layer, track.direction)
    if name != "x" or track.layer == 0:
        return here
    direction, below = divmod(unit, track.recording.h.shape[-1])
    return Source(track.cell_type.state, below, t, track.layer - 1, DIRECTIONS[direction])

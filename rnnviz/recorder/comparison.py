"""What a recording holds, compared with what the module itself gave."""

from typing import TYPE_CHECKING

from rnnviz.recorder.architecture import DIRECTIONS
from rnnviz.recorder.parity import Parity, difference

if TYPE_CHECKING:
    from rnnviz.recorder.recording import Recording
    from rnnviz.recorder.track import Track


_BLOCK = 2**18
"""Numbers of one variable that are looked at at a time: a recording may be larger than memory."""


def parity_of(recording: "Recording") -> Parity:
    """Work out every hidden state from the gates and states of its step, and compare."""
    tracks = recording.tracks
    return Parity(
        max((_hidden_states_apart(track) for track in tracks), default=0.0),
        None if recording.c is None else max((_last_cell_state_apart(track) for track in tracks), default=0.0),
    )


def _hidden_states_apart(track: "Track") -> float:
    steps = max(1, _BLOCK // track.recording.hidden_size)
    operation = track.cell_type.operation("h")
    worst = 0.0
    for start in range(0, len(track), steps):
        stop = min(start + steps, len(track))
        made = track.worked_out(operation, {read: track.part(read, start, stop) for read in operation.reads})
        worst = max(worst, difference(made, track.part("h", start, stop)))
    return worst


def _last_cell_state_apart(track: "Track") -> float:
    recording = track.recording
    assert recording.c_n is not None
    stacks = (recording.num_layers, recording.num_directions, recording.batch, recording.hidden_size)
    own = recording.c_n.reshape(stacks)[track.layer, DIRECTIONS.index(track.direction), track.batch]
    return difference(track.values("c")[track.order[-1]], own)

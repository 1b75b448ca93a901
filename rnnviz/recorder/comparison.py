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
    apart = [_states_apart(track) for track in tracks]
    if recording.cell.readout not in (None, recording.cell.state):
        apart += [_output_apart(track) for track in tracks]
    return Parity(
        max(apart, default=0.0),
        None if recording.c is None else max((_last_cell_state_apart(track) for track in tracks), default=0.0),
    )


def _states_apart(track: "Track") -> float:
    steps = max(1, _BLOCK // track.recording.hidden_size)
    operation = track.cell_type.operation(track.cell_type.state)
    worst = 0.0
    for start in range(0, len(track), steps):
        stop = min(start + steps, len(track))
        made = track.worked_out(operation, {read: track.part(read, start, stop) for read in operation.reads})
        worst = max(worst, difference(made, track.part(operation.name, start, stop)))
    return worst


def _output_apart(track: "Track") -> float:
    """How far what is read out of the states is from what the module put out."""
    own, readout = track.recording.y, track.cell_type.readout
    assert own is not None
    assert readout is not None
    return difference(track.values(readout), own[0, 0, : len(track), track.batch])


def _last_cell_state_apart(track: "Track") -> float:
    recording = track.recording
    assert recording.c_n is not None
    stacks = (recording.num_layers, recording.num_directions, recording.batch, recording.hidden_size)
    own = recording.c_n.reshape(stacks)[track.layer, DIRECTIONS.index(track.direction), track.batch]
    return difference(track.values("c")[track.order[-1]], own)

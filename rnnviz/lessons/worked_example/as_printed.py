"""A calculation by hand as data for the player: it takes a recording's place where a run stops at an error."""

from typing import Any

from rnnviz.analysis import Bound
from rnnviz.cells.nouns import HIDDEN_STATE, gate_nouns
from rnnviz.cells.substitute import number
from rnnviz.lessons.worked_example.by_hand import ByHand, Slice
from rnnviz.player.cell_data import cell_data
from rnnviz.player.sheet import sheet


def lines(run: ByHand, *, digits: int = 4) -> dict[str, Any]:
    """The player's sheet of the run, with where and why it stopped."""
    stopped = run.stopped and {
        "t": run.steps[-1].t,
        "operation": run.stopped.operation.name,
        "error": run.stopped.error,
        "shapes": [[name, str(shape)] for name, shape in run.stopped.shapes.items()],
    }
    return {**sheet(run.steps, digits=digits), "stopped": stopped}


def stand_in(run: ByHand, version: str, *, digits: int = 4) -> dict[str, Any]:
    """What the player gets instead of a recording: sizes and operations, and which rows each block was cut from."""
    cell_type, steps = run.cell_type, len(run.steps)
    bounds = {name: Bound(name in cell_type.gates, 1.0) for name in cell_type.variables}
    track = {"layer": 0, "direction": "forward", "row": 0, "length": steps, "window": [0, steps]}
    return {
        "version": version,
        "name": cell_type.name,
        "num_layers": 1,
        "num_directions": 1,
        "seq_len": steps,
        "batch": 1,
        # The vectors have not all the same length: there is no unit to choose.
        "hidden_size": 0,
        "proj_size": 0,
        "input_size": len(run.steps[0]["x"]),
        "lengths": [steps],
        "labels": [[step.label for step in run.steps]],
        "cell": cell_data(cell_type, bounds),
        "tracks": [{**track, "values": {}, "weights": {}, "overview": None}],
        "cuts": [_cut(run, part, digits) for part in run.slices],
    }


def _cut(run: ByHand, part: Slice, digits: int) -> dict[str, Any]:
    """One block: the rows it was to have, and for each step the weighted sums of those that were there."""
    cell_type = run.cell_type
    sums = next(one.name for one in cell_type.operations if f"W_i{part.block}" in one.parameters)
    return {
        "block": part.block,
        "title": gate_nouns(cell_type).get(part.block, HIDDEN_STATE),
        "colour": cell_type.operation(part.block).colour,
        "start": part.start,
        "stop": part.stop,
        "rows": part.rows,
        "sums": [[number(value, digits) for value in step.values.get(sums, ())] for step in run.steps],
    }

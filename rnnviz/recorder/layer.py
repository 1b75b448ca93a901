"""One layer, one direction: from the fused module's hidden states to every number inside the steps.

The fused kernel already yields every h of a layer. With all previous h known, every weighted sum of every step is one
large matrix product; only the cell state needs a walk over time, and that walk is one multiplication and one addition
a step. All of it goes through stretches of time that are small enough to stay close to the processor.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CellType
from rnnviz.cells.rounding import Rounding
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.scan import Scan

BLOCK = 2**20
"""Numbers of one variable that are computed at a time,"""
ROWS = 1024
"""and of how many steps and sequences at most."""


@dataclass(frozen=True, eq=False)
class LayerRun:
    """What goes into one layer and direction, and the hidden states that came out of the module."""

    cell_type: CellType
    rows: Rows
    x: Float[np.ndarray, "rows features"]
    h: Float[np.ndarray, "rows size"]
    initial: Mapping[str, Float[np.ndarray, "batch _"]]
    parameters: Mapping[str, np.ndarray]
    """weight_ih, weight_hh, bias_ih, ... of this layer, wide enough to compute with."""
    blocks: Mapping[str, np.ndarray]
    """The same, cut into W_ii, W_if, ..."""
    reverse: bool
    rounding: Rounding = ""
    """Of every result;"""
    end_rounding: Rounding = ""
    """or of the states alone, at the end of each step."""


@dataclass(frozen=True, eq=False)
class Grids:
    """Where the numbers of one layer and direction are kept; each grid has a place for every step of every sequence."""

    rows: Rows
    arrays: Mapping[str, Float[np.ndarray, "..."]]
    """By name: weighted_sums and gates ``(places, how many, hidden_size)``, and the states that are walked over time
    ``(places, hidden_size)``."""

    def room(self, part: slice) -> dict[str, np.ndarray]:
        """Memory for some rows: the grids' own, where rows lie in a grid as they are computed."""
        if self.rows.lengths is None:
            return {name: grid[part] for name, grid in self.arrays.items()}
        count = part.stop - part.start
        return {name: np.empty((count, *grid.shape[1:]), grid.dtype) for name, grid in self.arrays.items()}

    def put(self, part: slice, values: Mapping[str, np.ndarray]) -> None:
        """Put rows in their places, where they are not there already."""
        if self.rows.lengths is not None:
            for name, grid in self.arrays.items():
                grid[self.rows.positions[part]] = values[name]


def recompute(run: LayerRun, grids: Grids) -> dict[str, Float[np.ndarray, "batch _"]]:
    """Compute everything that there is a grid for, at every step, from the module's own previous h.

    Returns:
        The last states of those that are walked over time (c of an LSTM).
    """
    cell_type, rows, size = run.cell_type, run.rows, grids.arrays["weighted_sums"].shape[-1]
    scans = {
        name: Scan(
            how, rows, run.initial[name], reverse=run.reverse, rounding=run.rounding, end_rounding=run.end_rounding
        )
        for name, how in cell_type.recurrences.items()
    }
    plan, first = cell_type.stacked, cell_type.state
    if plan is None or (run.rounding and cell_type.own_parameters):
        return _one_by_one(run, grids, scans)
    weights = [] if run.rounding else plan.weights(run.parameters, size)
    known = {name: run.blocks[name] for name in cell_type.parameters_left}
    for start, stop in rows.blocks(min(BLOCK // size, ROWS), reverse=run.reverse):
        part = rows.part(start, stop)
        values = {
            **known,
            "x": run.x[part],
            f"{first}_prev": rows.previous(run.h, run.initial[first], (start, stop), reverse=run.reverse),
        }
        room = grids.room(part)
        sums, gates = room["weighted_sums"], room["gates"]
        if run.rounding:
            plan.fill_rounded(sums, values, run.parameters, run.rounding)
        else:
            plan.fill(sums, values, weights)
        for activation in cell_type.activations:
            activation.fill(sums, gates, run.rounding)
        read, out = cell_type.names_left, {}
        for place, name in enumerate(cell_type.weighted_sums):
            if name in read:
                values[name] = sums[:, place]
        for place, name in enumerate(cell_type.gates):
            if name in read:
                values[name] = out[name] = gates[:, place]
        for operation in cell_type.operations_left:
            name = operation.name
            if name in scans:
                values[name] = scans[name].block(start, stop, values, room[name])
            else:
                values[name] = operation.kernels[run.rounding](values, out.get(name))
        grids.put(part, room)
    return {name: scan.state for name, scan in scans.items()}


def _one_by_one(run: LayerRun, grids: Grids, scans: Mapping[str, Scan]) -> dict[str, Float[np.ndarray, "batch _"]]:
    """The same, one operation after the other: for a cell type where a weighted sum needs the result of another."""
    cell_type, rows, size = run.cell_type, run.rows, grids.arrays["weighted_sums"].shape[-1]
    for start, stop in rows.blocks(min(BLOCK // size, ROWS), reverse=run.reverse):
        part = rows.part(start, stop)
        values = {
            **run.blocks,
            "x": run.x[part],
            f"{cell_type.state}_prev": rows.previous(
                run.h, run.initial[cell_type.state], (start, stop), reverse=run.reverse
            ),
        }
        room = grids.room(part)
        places = {name: room["weighted_sums"][:, place] for place, name in enumerate(cell_type.weighted_sums)}
        places |= {name: room["gates"][:, place] for place, name in enumerate(cell_type.gates)}
        for operation in cell_type.operations_kept:
            name = operation.name
            if name in scans:
                values[name] = scans[name].block(start, stop, values, room[name])
            elif not any(f"{state}_prev" in operation.reads for state in scans):
                values[name] = operation.kernels[run.rounding](values, None)
                if name in places:
                    places[name][...] = values[name]
        grids.put(part, room)
    return {name: scan.state for name, scan in scans.items()}

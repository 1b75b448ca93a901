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
from rnnviz.recorder.parity import difference
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.scan import Scan

BLOCK = 2**19
"""Numbers of one variable that are computed at a time."""


@dataclass(frozen=True, eq=False)
class LayerRun:
    """What goes into one layer and direction, and the hidden states that came out of the module."""

    cell_type: CellType
    rows: Rows
    x: Float[np.ndarray, "rows features"]
    h: Float[np.ndarray, "rows size"]
    initial: Mapping[str, Float[np.ndarray, "batch _"]]
    parameters: Mapping[str, np.ndarray]
    """weight_ih, weight_hh, bias_ih, bias_hh and weight_hr of this layer, wide enough to compute with."""
    hidden_size: int
    reverse: bool


@dataclass(frozen=True, eq=False)
class Grids:
    """Where the numbers of one layer and direction are kept; each grid has a place for every step of every sequence."""

    rows: Rows
    sums: Float[np.ndarray, "places num_sums hidden_size"]
    gates: Float[np.ndarray, "places num_gates hidden_size"]
    states: Mapping[str, Float[np.ndarray, "places hidden_size"]]
    """The states that are walked over time."""

    def room(self, grid: np.ndarray, part: slice) -> np.ndarray:
        """Memory for some rows: the grid's own, where rows lie in the grid as they are computed."""
        if self.rows.lengths is None:
            return grid[part]
        return np.empty((part.stop - part.start, *grid.shape[1:]), grid.dtype)

    def put(self, grid: np.ndarray, part: slice, values: np.ndarray) -> None:
        """Put rows in their places, where they are not there already."""
        if self.rows.lengths is not None:
            grid[self.rows.positions[part]] = values


def recompute(run: LayerRun, grids: Grids) -> tuple[float, dict[str, Float[np.ndarray, "batch _"]]]:
    """Compute every operation at every step, and keep those that there is a grid for.

    h is recomputed too, from the module's own previous h.

    Returns:
        The largest difference between h as recomputed and the module's own, and the last states of those that are
        walked over time (c of an LSTM).
    """
    cell_type, rows, size = run.cell_type, run.rows, run.hidden_size
    scans = {
        name: Scan(how, rows, run.initial[name], reverse=run.reverse) for name, how in cell_type.recurrences.items()
    }
    whole = cell_type.stacked.whole(run.parameters, size)
    apart = 0.0
    # What overflows is inf, and inf - inf is NaN: they show in the numbers, so no warning is needed.
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for start, stop in rows.blocks(BLOCK // size, reverse=run.reverse):
            part = slice(rows.starts[start], rows.starts[stop])
            values = {
                "x": run.x[part],
                "h_prev": rows.previous(run.h, run.initial["h"], (start, stop), reverse=run.reverse),
            }
            sums, gates = grids.room(grids.sums, part), grids.room(grids.gates, part)
            cell_type.stacked.fill(
                sums.reshape(len(sums), sums.shape[1] * sums.shape[2]), values, run.parameters, whole
            )
            values |= {name: sums[:, place] for place, name in enumerate(cell_type.weighted_sums)}
            out = {name: gates[:, place] for place, name in enumerate(cell_type.gates)}
            if "weight_hr" in run.parameters:
                values["W_hr"] = run.parameters["weight_hr"]
            for operation in cell_type.operations_after_sums:
                name = operation.name
                if name in scans:
                    state = grids.states[name]
                    values[name] = scans[name].block(start, stop, values, grids.room(state, part))
                    grids.put(state, part, values[name])
                else:
                    values[name] = operation.kernel(values, out.get(name))
            grids.put(grids.sums, part, sums)
            grids.put(grids.gates, part, gates)
            apart = max(apart, difference(values["h"], run.h[part]))
    return apart, {name: scan.state for name, scan in scans.items()}

"""One layer, one direction: from the fused module's hidden states to every number inside the steps.

The fused kernel already yields every h of a layer. With all previous h known, every weighted sum of every step is one
large matrix product; only the cell state needs a walk over time, and that walk is one multiplication and one addition
a step. All of it goes through stretches of time that are small enough to stay close to the processor.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from rnnviz.cells import CellType
from rnnviz.cells.in_place import compute
from rnnviz.recorder.parity import difference
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.scan import Scan
from rnnviz.recorder.width import wide

BLOCK = 2**18
"""Numbers of one variable that are computed at a time."""


@dataclass(frozen=True, eq=False)
class LayerRun:
    """What goes into one layer and direction, and the hidden states that came out of the module."""

    cell_type: CellType
    rows: Rows
    x: Float[Tensor, "rows features"]
    h: Float[Tensor, "rows size"]
    initial: Mapping[str, Float[Tensor, "batch size"]]
    weights: Mapping[str, Tensor]
    """The blocks W_ii, W_hi, b_ii, ..., wide enough to compute with."""
    reverse: bool


@dataclass(frozen=True, eq=False)
class Grids:
    """Where the numbers of one layer and direction are kept: a grid ``(seq_len * batch, size)`` for each variable."""

    rows: Rows
    grids: Mapping[str, Float[Tensor, "places size"]]

    def block(self, name: str, rows: slice) -> Tensor | None:
        """The memory itself, where rows lie in the grid as they are computed."""
        grid = self.grids.get(name)
        return grid[rows] if grid is not None and self.rows.lengths is None else None

    def put(self, name: str, rows: slice, values: Mapping[str, Tensor]) -> None:
        """Put rows in their places, where they are not there already."""
        if name in self.grids and self.rows.lengths is not None:
            self.grids[name][self.rows.positions[rows]] = values[name]


def recompute(run: LayerRun, grids: Grids) -> tuple[float, dict[str, Float[Tensor, "batch size"]]]:
    """Compute every operation at every step and keep those that there is a grid for.

    h is recomputed too, from the module's own previous h.

    Returns:
        The largest difference between h as recomputed and the module's own, and the last states of those that are
        walked over time (c of an LSTM).
    """
    cell_type, rows = run.cell_type, run.rows
    size = max(state.shape[-1] for state in run.initial.values())
    scans = {
        name: Scan(how, rows, wide(run.initial[name]), reverse=run.reverse)
        for name, how in cell_type.recurrences.items()
    }
    # What leads from the past of such a state to the state itself is part of the walk.
    walked = {f"{name}_prev" for name in scans}
    apart = 0.0
    for start, stop in rows.blocks(BLOCK // max(size, 1), reverse=run.reverse):
        part = slice(rows.starts[start], rows.starts[stop])
        values: dict[str, Tensor] = dict(run.weights)
        values["x"] = wide(run.x[part])
        values["h_prev"] = wide(rows.previous(run.h, run.initial["h"], (start, stop), reverse=run.reverse))
        for operation in cell_type.operations:
            name = operation.name
            if name in scans:
                values[name] = scans[name].block(start, stop, values, grids.block(name, part))
            elif walked.isdisjoint(operation.reads):
                values[name] = compute(operation.expression, values, grids.block(name, part))
            grids.put(name, part, values)
        apart = max(apart, difference(values["h"], wide(run.h[part])))
    return apart, {name: scan.state for name, scan in scans.items()}

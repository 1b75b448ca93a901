"""How strongly a state depends on an earlier one, by every way there is: the product of the Jacobians of the steps.

Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.magnitude import norm
from rnnviz.analysis.rerun.made import MadeStep, let_through
from rnnviz.cells.pull_back import pull_back
from rnnviz.recorder import Track


def reach(
    track: Track, state: str, order: Sequence[int], steps: int | None = None
) -> Float[np.ndarray, "sources units"]:
    """The length of d state[unit] after the last of some steps / d state after each earlier one, for every unit.

    ``order`` holds the positions in the order of processing. Row 0 is the state before the first of them, the last row
    is the last state itself: 1. The state before is a node of the computation: what is made from it at its own step
    changes with it. Past ``steps`` steps back nothing is worked out, and the rows are NaN. In float64. In an edited run
    nothing goes back through what an edit set.
    """
    cell, edited = track.cell_type, bool(track.recording.edits)
    weights = {name: weight.astype(np.float64) for name, weight in track.weights.items()}
    passes = {name: let_through(track, name) for name in cell.variables} if edited else {}
    first = 0 if steps is None else max(0, len(order) - steps)
    # What a state changes at its own step is worked out there: one step further than asked for.
    walked = range(len(order) - 1, max(first - 1, 0) - 1, -1)
    start, stop = min(order[row] for row in walked), max(order[row] for row in walked) + 1
    read = {name: track.part(name, start, stop).astype(np.float64) for name in cell.variables}
    units = read[state].shape[1]
    found = np.full((len(order) + 1, units), np.nan)
    found[-1] = 1.0
    coming: dict[str, np.ndarray] = {state: np.eye(units)}
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for row in walked:
            t = order[row]
            if edited and (made := MadeStep(track, t).weights) is not track.weights:
                weights = {name: weight.astype(np.float64) for name, weight in made.items()}
            here = {**weights, **{name: values[t - start] for name, values in read.items()}}
            for operation in reversed(cell.operations):
                change = coming.pop(operation.name, None)
                if change is None:
                    continue
                if operation.name == state and row + 1 < len(order):
                    found[row + 1] = norm(change)
                if edited:
                    change = change * passes[operation.name][t]
                for name, part in pull_back(operation, here, change).items():
                    coming[name] = coming[name] + part if name in coming else part
            coming = {one: coming[f"{one}_prev"] for one in cell.states if f"{one}_prev" in coming}
            if edited:
                coming = {one: change * passes[f"{one}_prev"][t] for one, change in coming.items()}
        if not first:
            found[0] = norm(coming[state])
    return found

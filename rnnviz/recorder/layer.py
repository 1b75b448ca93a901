"""One layer, one direction: from the fused module's hidden states to every number inside the steps.

The fused kernel already yields every h of a layer. With all previous h known, every weighted sum of every step is one
large matrix product; only the cell state needs a walk over time, and that walk is elementwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.cells import CellType, Operation
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.torch_functions import TORCH


@dataclass(frozen=True)
class LayerRun:
    """What goes into one layer and direction, time-major, and the hidden states that came out of the module."""

    x: Float[Tensor, "seq_len batch features"]
    h: Float[Tensor, "seq_len batch hidden_size"]
    initial: Mapping[str, Float[Tensor, "batch hidden_size"]]
    weights: Mapping[str, Tensor]
    reverse: bool

    def previous(
        self, name: str, states: Float[Tensor, "seq_len batch hidden_size"]
    ) -> Float[Tensor, "seq_len batch hidden_size"]:
        """The state before each step, in the order of processing: at t-1, or at t+1 in the reverse direction."""
        first = self.initial[name].unsqueeze(0)
        return torch.cat([states[1:], first] if self.reverse else [first, states[:-1]])


def recompute(cell_type: CellType, run: LayerRun) -> dict[str, Tensor]:
    """Every operation's value at every step: name to ``(seq_len, batch, hidden_size)``.

    ``h`` is recomputed too, from the module's own previous h, so that it can be compared with the module's.
    """
    values: dict[str, Tensor] = {**run.weights, "x": run.x, "h_prev": run.previous("h", run.h)}
    waiting = list(cell_type.operations)
    for state in cell_type.states[1:]:
        waiting = _compute_ready(waiting, values)
        values[state] = _scan(state, waiting, values, run)
        values[f"{state}_prev"] = run.previous(state, values[state])
        waiting = [operation for operation in waiting if operation.name != state]
    waiting = _compute_ready(waiting, values)
    assert not waiting, [operation.name for operation in waiting]
    return {operation.name: values[operation.name] for operation in cell_type.operations}


def _compute_ready(operations: list[Operation], values: dict[str, Tensor]) -> list[Operation]:
    """Compute, for all steps at once, every operation whose inputs are known; return the others."""
    waiting: list[Operation] = []
    for operation in operations:
        if all(name in values for name in operation.reads):
            values[operation.name] = evaluate(operation.expression, values, TORCH)
        else:
            waiting.append(operation)
    return waiting


def _scan(
    state: str, waiting: list[Operation], values: Mapping[str, Tensor], run: LayerRun
) -> Float[Tensor, "seq_len batch hidden_size"]:
    """Walk over time to find a state that depends on its own past."""
    chain = _chain(state, waiting)
    known = {name for operation in chain for name in operation.reads} & values.keys()
    result = torch.empty_like(run.h)
    now = run.initial[state]
    steps = range(len(result))
    for t in reversed(steps) if run.reverse else steps:
        moment = {name: values[name][t] for name in known}
        moment[f"{state}_prev"] = now
        for operation in chain:
            moment[operation.name] = evaluate(operation.expression, moment, TORCH)
        now = result[t] = moment[state]
    return result


def _chain(state: str, waiting: list[Operation]) -> list[Operation]:
    """The waiting operations that lead to a state, in order."""
    wanted = {state}
    for operation in reversed(waiting):
        if operation.name in wanted:
            wanted.update(operation.reads)
    return [operation for operation in waiting if operation.name in wanted]

"""The network unrolled: a node for every layer, direction and time step, in the order in which they are computed."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

from rnnviz.analysis.tensors import COORDINATES, Coordinates, units
from rnnviz.explorer.fold import MOST_STEPS, Fold
from rnnviz.recorder import Recording


@dataclass(frozen=True)
class Node:
    """What one layer and direction computes at one time step, for all batch rows."""

    layer: int
    direction: int
    t: int
    stage: int


def steps_of(rec: Recording) -> Fold:
    """The time steps that are drawn: as many at the end as at the beginning, for there the reverse direction starts."""
    return Fold.of(rec.seq_len, MOST_STEPS, last=MOST_STEPS // 2 - 1)


def nodes_of(rec: Recording) -> list[Node]:
    """The nodes that are drawn: layer by layer, direction by direction, by time."""
    found = []
    for layer in range(rec.num_layers):
        for direction in range(rec.num_directions):
            for t in steps_of(rec).entries.tolist():
                stage = int(stage_of(rec, np.array(layer), np.array(direction), np.array(t)))
                found.append(Node(layer, direction, t, stage))
    return found


def stage_of(rec: Recording, layer: np.ndarray, direction: np.ndarray, t: np.ndarray) -> Int[np.ndarray, "..."]:
    """When a step is computed, counted from 0: layer after layer, both directions of a layer at the same time.

    The reverse direction begins at the end. What the input holds is there before the first stage.
    """
    done = np.where(direction == 0, t, rec.seq_len - 1 - t)
    return np.asarray(layer * rec.seq_len + done)


def number_ids(rec: Recording, variable: str, coordinates: Coordinates) -> Int[np.ndarray, "..."]:
    """One number for every number of the network: equal for elements that hold the same one, else different."""
    variables = ("x", *rec.architecture.state_sizes)
    shape = (rec.num_layers, rec.num_directions, rec.seq_len, rec.batch, units(rec, variable))
    flat = np.ravel_multi_index(tuple(coordinates[name] for name in COORDINATES), shape)
    return np.asarray(flat * len(variables) + variables.index(variable))

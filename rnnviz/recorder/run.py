"""A run of a module, layer by layer, before anything of it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.fused import run_layer
from rnnviz.recorder.rows import Rows


@dataclass(frozen=True, eq=False)
class Layer:
    """What one layer read and gave, all its directions side by side; rows as in `Rows`."""

    x: Float[Tensor, "rows features"]
    output: Float[Tensor, "rows output_size"]
    initial: tuple[Float[Tensor, "num_directions batch _"], ...]
    final: tuple[Float[Tensor, "num_directions batch _"], ...]
    dropped: bool = False
    """Whether x is the output of the layer below after dropout."""


@dataclass(frozen=True, eq=False)
class Run:
    """A run that is about to be recorded; its layers are made one after the other, and let go."""

    architecture: Architecture
    rows: Rows
    batched: bool
    """Whether the input had a batch axis."""
    dtype: torch.dtype
    states: tuple[Float[Tensor, "stack batch _"], ...]
    """The initial states in the caller's order: h_0, and c_0 where there is one."""
    parameters: Mapping[str, Tensor]
    layers: Iterable[Layer]
    steps_apart: bool = False
    """Whether a module of a single step was called many times."""
    drops: bool = False
    """Whether there is dropout between the layers."""


def run_layers(
    architecture: Architecture,
    rows: Rows,
    x: Float[Tensor, "... features"],
    states: Sequence[Float[Tensor, "stack batch _"]],
    parameters: Mapping[str, Tensor],
    *,
    dropout: float = 0.0,
) -> Iterable[Layer]:
    """Run a module's layers through the fused kernels."""
    count = architecture.num_directions
    below = x
    for layer in range(architecture.num_layers):
        dropped = bool(layer and dropout)
        if dropped:
            below = functional.dropout(below, dropout, training=True)
        pair = slice(layer * count, (layer + 1) * count)
        own = states if architecture.num_layers == 1 else [state[pair] for state in states]
        initial = tuple(rows.to_rows(state).contiguous() for state in own)
        weights = [parameters[name] for names in architecture.layer_parameters[layer] for name in names.values()]
        output, final = run_layer(architecture, rows, below, initial, weights)
        yield Layer(below.reshape(rows.count, below.shape[-1]), output, initial, final, dropped)
        below = output

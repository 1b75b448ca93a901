"""A run of a module, layer by layer, before anything of it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.facts import Facts
from rnnviz.recorder.fused import run_layer
from rnnviz.recorder.rows import Rows


@dataclass(frozen=True, eq=False)
class Layer:
    """What one layer read and gave, all its directions side by side; rows as in `Rows`."""

    x: Float[Tensor, "rows features"]
    output: Float[Tensor, "rows output_size"]
    final: tuple[Float[Tensor, "num_directions batch _"], ...]
    dropped: bool = False
    """Whether x is the output of the layer below after dropout."""


@dataclass(frozen=True, eq=False)
class Run:
    """A run that is about to be recorded; its layers are made one after the other, and let go."""

    facts: Facts
    rows: Rows
    states: tuple[Float[Tensor, "stack batch _"], ...]
    """The initial states in the caller's order: h_0, and c_0 where there is one."""
    parameters: Mapping[str, Tensor]
    layers: Iterable[Layer]
    returned: Float[Tensor, "rows output_size"] | None = None
    """What the module put out, where that is not the h of its last layer."""


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
    below = x
    for layer, sides in enumerate(architecture.layer_parameters):
        dropped = bool(layer and dropout)
        if dropped:
            below = functional.dropout(below, dropout, training=True)
        initial = states_of(architecture, rows, states, layer)
        weights = [parameters[name] for names in sides for name in names.values()]
        output, final = run_layer(architecture, rows, below, initial, weights)
        yield Layer(below.reshape(rows.count, below.shape[-1]), output, final, dropped)
        below = output


def states_of(
    architecture: Architecture, rows: Rows, states: Sequence[Float[Tensor, "stack batch _"]], layer: int
) -> tuple[Float[Tensor, "num_directions batch _"], ...]:
    """The states of one layer out of those of all layers, in the order of the rows."""
    count = architecture.num_directions
    pair = slice(layer * count, (layer + 1) * count)
    return tuple(rows.to_rows(state if architecture.num_layers == 1 else state[pair]).contiguous() for state in states)

"""The module's own numbers inside: its layers run one by one, and each row of a layer run alone to every step.

Nothing here comes from rnnviz. A layer is a module of PyTorch's with that layer's weights; the state after step t is
what it returns as h_n and c_n for the sequence that ends there.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from tests.strategies import MAKERS, Network, apart, no_advice


@dataclass(frozen=True, eq=False)
class Own:
    """One layer and direction: grids (seq_len, batch, size), NaN past a row's length."""

    network: Network
    layer: int
    direction: int
    read: Tensor
    h: Tensor
    """What the layer puts out, its rows run together as the module runs them."""
    first: dict[str, Tensor]

    @property
    def x(self) -> Tensor:
        """What the layer reads."""
        return _missing(self.network, self.read)

    @cached_property
    def stepped(self) -> dict[str, Tensor]:
        """Every state after every step, each row and direction run alone."""
        return _alone(self.network, self.layer, self.direction, self.read, self.first)


@lru_cache(maxsize=4)
def own_layers(network: Network) -> dict[tuple[int, int], Own]:
    """Every layer and direction of a network."""
    found: dict[tuple[int, int], Own] = {}
    x = network.time_major
    for layer in range(network.num_layers):
        count = network.num_directions
        first = {name: states[layer * count : (layer + 1) * count] for name, states in network.initial.items()}
        output = network.to_time_major(network.call()[0]) if network.is_cell else _together(network, layer, x, first)
        sides = [
            _missing(network, side) for side in output.reshape(*output.shape[:2], count, network.sizes["h"]).unbind(-2)
        ]
        for direction, h in enumerate(sides):
            alone = {name: states[direction] for name, states in first.items()}
            found[layer, direction] = Own(network, layer, direction, x, h, alone)
        x = output
    return found


def _missing(network: Network, grid: Tensor) -> Tensor:
    inside = torch.arange(len(grid))[:, None] < torch.tensor(network.row_lengths)
    return torch.where(inside[..., None], grid, torch.nan)


def layer_module(network: Network, layer: int, directions: tuple[int, ...], features: int) -> Any:
    """A module of one layer, with some of the directions of a layer of the network."""
    module = network.module
    kind, _, nonlinearity = network.mode.partition("_")
    options: dict[str, Any] = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    if network.proj_size:
        options["proj_size"] = network.proj_size
    made = MAKERS[kind](
        features,
        module.hidden_size,
        bias=bool(module.bias),
        bidirectional=len(directions) == 2,
        dtype=network.input.dtype,
        **options,
    )
    kinds = [name.removesuffix("_l0") for name in made.state_dict() if name.endswith("_l0")]
    made.load_state_dict(
        {
            f"{kind}_l0{'_reverse' if place else ''}": getattr(module, network.parameter_name(kind, layer, direction))
            for place, direction in enumerate(directions)
            for kind in kinds
        }
    )
    return made


def _together(network: Network, layer: int, x: Tensor, first: dict[str, Tensor]) -> Tensor:
    """A layer's output, its rows packed as the network's are."""
    module = layer_module(network, layer, tuple(range(network.num_directions)), x.shape[-1])
    states = tuple(first.values())
    hx = states if len(states) > 1 else states[0]
    with torch.no_grad(), no_advice():
        if network.lengths is None:
            return torch.as_tensor(module(x, hx)[0])
        packed = pack_padded_sequence(x, torch.tensor(network.lengths), enforce_sorted=network.packing == "sorted")
        if network.strided and not layer:
            packed = packed._replace(data=apart(packed.data))
        return torch.as_tensor(pad_packed_sequence(module(packed, hx)[0])[0])


def _alone(network: Network, layer: int, direction: int, x: Tensor, first: dict[str, Tensor]) -> dict[str, Tensor]:
    """The states after each step, by position in the input; a reverse layer reads the row backwards."""
    found = {name: x.new_full((*x.shape[:2], size), torch.nan) for name, size in network.sizes.items()}
    module = layer_module(network, layer, (direction,), x.shape[-1])
    with torch.no_grad(), no_advice():
        for row, length in enumerate(network.row_lengths):
            states = [state[None, row] for state in first.values()]
            hx = tuple(states) if len(states) > 1 else states[0]
            read = x[:length, row].flip(0) if direction else x[:length, row]
            for step in range(length):
                final = module(read[: step + 1], hx)[1]
                t = length - 1 - step if direction else step
                for name, state in zip(found, final if isinstance(final, tuple) else (final,), strict=True):
                    found[name][t, row] = state[0]
    return found


def numbers(value: Tensor) -> np.ndarray:
    """As NumPy; half types as float32."""
    return (value if value.dtype in (torch.float32, torch.float64) else value.float()).numpy()

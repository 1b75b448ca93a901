"""Gradients from elsewhere: PyTorch's autograd over cells that are written out here by hand, one row at a time.

Nothing of rnnviz takes part. Every number of every step is a tensor that keeps its gradient.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from tests.strategies import Network, no_advice

Key = tuple[int, int, int, str]
"""Layer, direction, batch row, variable."""


def weigh(output: Tensor | PackedSequence, h_n: Tensor, c_n: Tensor | None = None, *, batch_first: bool) -> Tensor:
    """A loss in which every number has a share of its own, in both signs, and not only linearly."""
    if isinstance(output, PackedSequence):
        output, _ = pad_packed_sequence(output, batch_first=batch_first)
    total = output.new_zeros(())
    for place, value in enumerate((output, h_n, c_n)):
        if value is not None:
            share = torch.linspace(-1.0, 2.0 + place, value.numel(), dtype=value.dtype).reshape(value.shape)
            total = total + (share * (value + 0.5 * value * value)).sum()
    return total


def loss_for(network: Network) -> Callable[..., Tensor]:
    """The loss as rnnviz is given it."""
    first = not network.is_cell and network.module.batch_first and network.batched

    def with_c(output: Any, h_n: Tensor, c_n: Tensor) -> Tensor:
        return weigh(output, h_n, c_n, batch_first=first)

    def without_c(output: Any, h_n: Tensor) -> Tensor:
        return weigh(output, h_n, batch_first=first)

    return with_c if network.mode == "LSTM" else without_c


@dataclass(frozen=True, eq=False)
class ByHand:
    """The loss and its gradients."""

    loss: float
    steps: Mapping[Key, np.ndarray]
    """By every variable of every track: ``(length, size)``."""
    initial: Mapping[str, np.ndarray]
    """By h and c before the first step: ``(stack, batch, size)``."""


def by_hand(network: Network) -> ByHand:
    """Every gradient of `loss_for` this network."""
    x, lengths = network.time_major, network.row_lengths
    layers, directions = network.num_layers, network.num_directions
    parameters = {name: value.detach() for name, value in network.module.named_parameters()}
    initial = {name: value.clone().requires_grad_() for name, value in network.initial.items()}
    kept: dict[Key, list[Tensor]] = {}
    outputs: list[Tensor] = []
    finals: dict[str, dict[tuple[int, int], Tensor]] = {name: {} for name in network.sizes}
    for row, length in enumerate(lengths):
        below = [x[t, row].clone().requires_grad_() for t in range(length)]
        for layer in range(layers):
            sides: list[list[Tensor]] = []
            for direction in range(directions):
                kept[layer, direction, row, "x"] = below
                own = {
                    kind: parameters[name]
                    for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
                    if (name := network.parameter_name(kind, layer, direction)) in parameters
                }
                place = layer * directions + direction
                state = {name: value[place, row] for name, value in initial.items()}
                steps: list[dict[str, Tensor]] = [{}] * length
                for t in range(length)[:: -1 if direction else 1]:
                    steps[t] = step(network.mode, below[t], state, own)
                    state = {name: steps[t][name] for name in state}
                for name in steps[0]:
                    kept[layer, direction, row, name] = [values[name] for values in steps]
                for name, final in state.items():
                    finals[name][place, row] = final
                sides.append([values["h"] for values in steps])
            below = [torch.cat(both) for both in zip(*sides, strict=True)]
        whole = torch.stack(below)
        outputs.append(torch.cat([whole, whole.new_zeros(len(x) - length, whole.shape[1])]))
    for values in kept.values():
        for value in values:
            if value.requires_grad:
                value.retain_grad()
    output = torch.stack(outputs, 1)
    last = [
        torch.stack(
            [torch.stack([each[place, row] for row in range(len(lengths))]) for place in range(layers * directions)]
        )
        for each in finals.values()
    ]
    loss = weigh(*_as_returned(network, output, last), batch_first=False)
    torch.autograd.backward(loss)

    def gradient(value: Tensor | None, like: Tensor) -> np.ndarray:
        return (torch.zeros_like(like) if value is None else value).numpy()

    return ByHand(
        float(loss.detach()),
        {key: np.stack([gradient(value.grad, value.detach()) for value in values]) for key, values in kept.items()},
        {name: gradient(value.grad, value.detach()) for name, value in initial.items()},
    )


def _as_returned(network: Network, output: Tensor, last: list[Tensor]) -> Iterator[Tensor]:
    """In the form that the module returns, in which the loss weighs the numbers."""
    if network.is_cell:
        yield output[0] if network.batched else output[0, 0]
        yield from (state[0] if network.batched else state[0, 0] for state in last)
        return
    if not network.batched:
        yield output[:, 0]
        yield from (state[:, 0] for state in last)
        return
    yield output.transpose(0, 1) if network.module.batch_first else output
    yield from last


def step(mode: str, x: Tensor, state: Mapping[str, Tensor], own: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """One time step as PyTorch's documentation tells it."""
    h = state["h"]
    from_x = own["weight_ih"] @ x + own.get("bias_ih", 0)
    from_h = own["weight_hh"] @ h + own.get("bias_hh", 0)
    if mode == "LSTM":
        a_i, a_f, a_g, a_o = (from_x + from_h).chunk(4)
        i, f, g, o = torch.sigmoid(a_i), torch.sigmoid(a_f), torch.tanh(a_g), torch.sigmoid(a_o)
        c = f * state["c"] + i * g
        h = o * torch.tanh(c)
        if "weight_hr" in own:
            h = own["weight_hr"] @ h
        return {"a_i": a_i, "a_f": a_f, "a_g": a_g, "a_o": a_o, "i": i, "f": f, "g": g, "o": o, "c": c, "h": h}
    if mode == "GRU":
        (r_x, z_x, n_x), (r_h, z_h, n_h) = from_x.chunk(3), from_h.chunk(3)
        a_r, a_z = r_x + r_h, z_x + z_h
        # A node of its own: n_x is a view into what r and z are made of as well.
        n_x, n_h = n_x * 1, n_h * 1
        r, z = torch.sigmoid(a_r), torch.sigmoid(a_z)
        n = torch.tanh(n_x + r * n_h)
        return {"a_r": a_r, "a_z": a_z, "n_x": n_x, "n_h": n_h, "r": r, "z": z, "n": n, "h": (1 - z) * n + z * h}
    a = from_x + from_h
    return {"a": a, "h": torch.relu(a) if mode == "RNN_RELU" else torch.tanh(a)}


def of_the_module(network: Network) -> dict[str, np.ndarray]:
    """By the parameters, the input and the initial states: what ``backward()`` through the module itself gives."""
    module, given = network.module, network.input.detach().clone().requires_grad_()
    hx = network.hx
    states = () if hx is None else hx if isinstance(hx, tuple) else (hx,)
    first = tuple(state.detach().clone().requires_grad_() for state in states)
    own = dict(zip(("h_0", "c_0"), first, strict=False))
    value: Any = given
    if network.packing:
        assert network.lengths is not None
        value = torch.nn.utils.rnn.pack_padded_sequence(
            given, torch.tensor(network.lengths), module.batch_first, enforce_sorted=network.packing == "sorted"
        )
    module.zero_grad()
    with no_advice():
        returned = module(value, first if len(first) > 1 else first[0] if first else None)
    last = returned[1] if isinstance(returned, tuple) and not network.is_cell else returned
    last = last if isinstance(last, tuple) else (last,)
    torch.autograd.backward(loss_for(network)(last[0] if network.is_cell else returned[0], *last))
    found = {name: value.grad for name, value in (*module.named_parameters(), *own.items()) if value.grad is not None}
    assert given.grad is not None
    grid = network.to_time_major(given.grad)
    module.zero_grad()
    return {name: value.numpy().copy() for name, value in found.items()} | {"input": grid.numpy()}

"""The networks of the lesson: real modules, some with their gates set by hand through the biases."""

from functools import lru_cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import by_hand, record
from rnnviz.cells.gru_variants import Reset, Update
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

TEXT = "to be or not to be"
UNITS = 3
STEPS = 30
VARIANTS: tuple[tuple[Reset, Update], ...] = (("before", "keeps"), ("after", "replaces"), ("before", "replaces"))
"""The other conventions: where the reset gate acts, and what an open update gate does."""


@lru_cache(maxsize=1)
def reading() -> Recording:
    """A GRU with random weights reads a text, a character a step."""
    letters = sorted(set(TEXT))
    input = nn.functional.one_hot(torch.tensor([letters.index(letter) for letter in TEXT]), len(letters)).float()
    with own_draws():
        torch.manual_seed(1)
        module: Any = nn.GRU(len(letters), UNITS)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.mul_(2.0)
    return record(module, input[:, None], labels=[list(TEXT)])


SUMS = tuple(half / 2 for half in range(-12, 13))
"""Weighted sums of an update gate."""


@lru_cache(maxsize=1)
def blended() -> Recording:
    """One step of a GRU from a state of its own: a batch row for each of `SUMS`, which sets every update gate."""
    with own_draws():
        torch.manual_seed(0)
        module: Any = nn.GRU(3, 4).double()
    with torch.no_grad():
        for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
            getattr(module, name)[4:8] = 0
        module.weight_ih_l0[8:] *= 4
        # The last feature speaks to the update gate alone.
        module.weight_ih_l0[:, 2] = 0
        module.weight_ih_l0[4:8, 2] = 1
    input = torch.tensor([[[1.0, -1.0, each] for each in SUMS]]).double()
    h_0 = torch.tensor([0.9, -0.7, 0.4, -0.2]).double().expand(1, len(SUMS), 4)
    return record(module, input, h_0.contiguous())


@lru_cache(maxsize=32)
def candidates(bias: float) -> tuple[Float[np.ndarray, " states"], Float[np.ndarray, " states"], float]:
    """The candidate of one unit for many old states, a batch row each, with ``bias`` as the sum of the reset gate."""
    with own_draws():
        module: Any = nn.GRU(1, 1).double()
    with torch.no_grad():
        module.weight_ih_l0.copy_(torch.tensor([[0.0], [0.0], [0.5]]))
        module.weight_hh_l0.copy_(torch.tensor([[0.0], [0.0], [2.0]]))
        module.bias_ih_l0.copy_(torch.tensor([bias, 0.0, 0.0]))
        module.bias_hh_l0.zero_()
    old = torch.linspace(-1, 1, 21).double()
    rec = record(module, torch.ones(1, 21, 1).double(), old[None, :, None])
    n = rec.gate("candidate")[0, 0, 0, :, 0]
    return old.numpy(), np.asarray(n), float(rec.gate("reset")[0, 0, 0, 0, 0])


@lru_cache(maxsize=8)
def apart(reset: Reset, update: Update) -> Float[np.ndarray, " steps"]:
    """How far h is from PyTorch's at every step with the same weights in another convention: the largest of 8 units."""
    with own_draws():
        torch.manual_seed(0)
        pytorch = by_hand.GRU(4, 8).double()
    other = by_hand.GRU(4, 8, reset=reset, update=update).double()
    other.load_state_dict(pytorch.state_dict())
    input = torch.randn(1, STEPS, 4, generator=torch.Generator().manual_seed(5)).double()
    with torch.no_grad():
        return np.asarray((other(input)[0] - pytorch(input)[0])[0].abs().amax(dim=1).numpy())


@lru_cache(maxsize=32)
def gates(scale: float) -> tuple[Float[np.ndarray, " gates"], float]:
    """Every value of both gates in a run, from the smallest to the largest, with all weights times ``scale``.

    And the mean slope of the sigmoid there, as a share of its largest, 1/4: what of a gradient gets into a gate.
    """
    with own_draws():
        torch.manual_seed(0)
        module = nn.GRU(4, 8).double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.mul_(scale)
    input = torch.randn(STEPS, 1, 4, generator=torch.Generator().manual_seed(5)).double()
    rec = record(module, input)
    values = np.sort(np.concatenate([rec.gate(name).ravel() for name in ("reset", "update")]))
    return values, float((4 * values * (1 - values)).mean())


@lru_cache(maxsize=1)
def counting() -> tuple[Float[np.ndarray, " steps"], Float[np.ndarray, " steps"]]:
    """The cell state of an LSTM and the hidden state of a GRU that both add as much as they can at every step."""
    with own_draws():
        lstm: Any = nn.LSTM(1, 1).double()
        gru: Any = nn.GRU(1, 1).double()
    with torch.no_grad():
        for module in (lstm, gru):
            for parameter in module.parameters():
                parameter.zero_()
        lstm.bias_ih_l0.fill_(20.0)  # i, f, g, o: all open
        gru.bias_ih_l0.copy_(torch.tensor([0.0, 3.0, 20.0]))  # r, z, n: keep most, and the largest candidate
    silence = torch.zeros(STEPS, 1, 1).double()
    c = record(lstm, silence).c
    assert c is not None
    return c[0, 0, :, 0, 0], record(gru, silence).h[0, 0, :, 0, 0]


def permuted(order: tuple[int, ...]) -> float:
    """How far the readout of a GRU moves when its units change places, weights and all."""
    size = len(order)
    with own_draws():
        torch.manual_seed(0)
        module, readout = nn.GRU(3, size).double(), nn.Linear(size, 1).double()
        other: Any = nn.GRU(3, size).double()
        other_readout = nn.Linear(size, 1).double()
    rows = torch.cat([torch.tensor(order) + block * size for block in range(3)])
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            moved = parameter[rows]
            getattr(other, name).copy_(moved[:, list(order)] if name == "weight_hh_l0" else moved)
        other_readout.weight.copy_(readout.weight[:, list(order)])
        other_readout.bias.copy_(readout.bias)
        input = torch.randn(STEPS, 1, 3, generator=torch.Generator().manual_seed(6)).double()
        told: list[Tensor] = [readout(module(input)[0]), other_readout(other(input)[0])]
    return float((told[0] - told[1]).abs().max())

"""A plain RNN whose recurrent weights have the spectral radius that one wants, and how its past fades."""

from functools import lru_cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import memory, record
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

UNITS, FEATURES, STEPS = 16, 4, 50
"""The network, and how many steps it reads."""


def spectral_radius(matrix: Float[Tensor, "rows columns"]) -> float:
    """The largest absolute value of an eigenvalue."""
    return float(torch.linalg.eigvals(matrix.detach()).abs().max())


@lru_cache(maxsize=1)
def fresh_radius() -> float:
    """The spectral radius of the recurrent weights that PyTorch draws for a layer of this size: the mean of twenty."""
    with own_draws():
        torch.manual_seed(0)
        fresh: list[Any] = [nn.RNN(FEATURES, UNITS) for _ in range(20)]
        return float(np.mean([spectral_radius(module.weight_hh_l0) for module in fresh]))


@lru_cache(maxsize=1)
def sequence() -> Float[Tensor, "seq_len 1 input_size"]:
    """What is read."""
    return torch.randn(STEPS, 1, FEATURES, generator=torch.Generator().manual_seed(1)).double()


@lru_cache(maxsize=32)
def network(radius: float) -> Any:
    """The same draws for every radius, the recurrent weights scaled to it; the input is weak beside them."""
    with own_draws():
        torch.manual_seed(3)
        module: Any = nn.RNN(FEATURES, UNITS).double()
    draws = torch.randn(UNITS, UNITS, generator=torch.Generator().manual_seed(2)).double()
    with torch.no_grad():
        module.weight_hh_l0.copy_(draws * radius / spectral_radius(draws))
        module.weight_ih_l0.mul_(0.5)
    return module


@lru_cache(maxsize=32)
def run(radius: float) -> Recording:
    """The sequence, read."""
    return record(network(radius), sequence())


@lru_cache(maxsize=32)
def influence(radius: float) -> Float[np.ndarray, " steps"]:
    """The size (Frobenius norm) of d last state / d state k steps before it, for k = 0, 1, 2, ..."""
    reached = memory(run(radius)).reach()
    found = np.array(np.linalg.norm(reached, axis=1)[::-1])
    found.setflags(write=False)
    return found


def jacobian(radius: float, first: int, count: int) -> Float[np.ndarray, "units units"]:
    """d h after ``first + count`` steps / d h after ``first`` steps, by autograd."""
    module, steps = network(radius), sequence()
    start = torch.tensor(run(radius).h[0, 0, first - 1])

    def on(state: Tensor) -> Tensor:
        last: Tensor = module(steps[first : first + count], state[None])[1][0]
        return last

    found = torch.autograd.functional.jacobian(on, start)  # type: ignore[no-untyped-call]
    return np.asarray(found[0, :, 0, :].numpy())


@lru_cache(maxsize=32)
def apart(radius: float) -> Float[np.ndarray, " steps"]:
    """How far the hidden states of two runs are apart that differ in the first input alone."""
    other = sequence().clone()
    other[0] += 1.0
    with torch.no_grad():
        states = [network(radius)(input)[0][:, 0] for input in (sequence(), other)]
    return np.asarray((states[0] - states[1]).norm(dim=1).numpy())

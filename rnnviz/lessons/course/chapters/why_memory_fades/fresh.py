"""LSTMs that nobody has trained, from several seeds: how far back the gradient reaches along c."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import nn

from rnnviz.training.own_draws import own_draws

UNITS, FEATURES, STEPS, SEEDS = 16, 4, 200, 5


@lru_cache(maxsize=32)
def reached(added: float) -> Float[np.ndarray, "seeds steps"]:
    """The size of d sum(c_T) / d c_k, with ``added`` on the forget bias; by T - k, from 0."""
    found = np.stack([_one(seed, added) for seed in range(SEEDS)])
    found.setflags(write=False)
    return found


def _one(seed: int, added: float) -> Float[np.ndarray, " steps"]:
    with own_draws():
        torch.manual_seed(seed)
        module = nn.LSTMCell(FEATURES, UNITS).double()
        input = torch.randn(STEPS, 1, FEATURES).double()
    with torch.no_grad():
        module.bias_hh[UNITS : 2 * UNITS] += added
    h = torch.zeros(1, UNITS).double()
    cells = [torch.zeros(1, UNITS).double().requires_grad_()]
    for x in input:
        h, c = module(x, (h, cells[-1]))
        cells.append(c)
    slopes = torch.autograd.grad(cells[-1].sum(), cells[::-1])
    return np.array([float(slope.norm()) for slope in slopes])

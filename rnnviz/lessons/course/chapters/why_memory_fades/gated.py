"""A gate as a leak that changes with time: an LSTM of one unit, its weights set by hand."""

from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import nn

from rnnviz import record
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

STEPS, WRITES = 40, (3, 16, 29)
"""How long, and when a new value is to be taken over."""

OPEN = 6.0
"""The weighted sum that opens a gate, with the other sign closes it: sigmoid(6) = 0.9975."""


@lru_cache(maxsize=1)
def run() -> Recording:
    """The input is a random value and a signal. At the signal the gates forget and write, between signals they hold."""
    with own_draws():
        module: Any = nn.LSTM(2, 1).double()
    with torch.no_grad():
        module.weight_hh_l0.zero_()
        module.bias_hh_l0.zero_()
        # The rows are i, f, g, o; the columns the value and the signal.
        module.weight_ih_l0.copy_(torch.tensor([[0, 2 * OPEN], [0, -2 * OPEN], [2, 0], [0, 0]]))
        module.bias_ih_l0.copy_(torch.tensor([-OPEN, OPEN, 0, OPEN]))
    input = torch.zeros(STEPS, 1, 2).double()
    input[:, 0, 0] = torch.randn(STEPS, generator=torch.Generator().manual_seed(4)).double()
    input[list(WRITES), 0, 1] = 1.0
    return record(module, input)


def belt() -> tuple[float, float]:
    """The mean of |c at t+1 - c at t-2|: where the gates held at all three steps between, and where they did not."""
    c = run().c
    assert c is not None
    states = c[0, 0, :, 0, 0]
    changes = np.abs(states[3:] - states[:-3])
    f = run().gate("forget")[0, 0, :, 0, 0]
    held = np.array([f[t + 1 : t + 4].min() > 0.9 for t in range(STEPS - 3)])
    return float(changes[held].mean()), float(changes[~held].mean())

"""Leaky units: a pulse, and what they keep of it."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float

from rnnviz import memory, record
from rnnviz.by_hand import LeakyRNN
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

PULSE, STEPS = 5, 60
"""When the pulse comes, and how long one looks."""

OTHERS = (1.0, 0.02)
"""Leaks to compare with: a unit that keeps nothing of its own, and one that keeps nearly all."""


@lru_cache(maxsize=32)
def run(alpha: float) -> Recording:
    """One leaky unit that hears nobody but its input: one pulse, then silence."""
    with own_draws():
        module = LeakyRNN(1, 1, alpha).double()
    with torch.no_grad():
        module.from_input.weight.fill_(1.0)
        module.from_input.bias.zero_()
        module.from_past.weight.zero_()
    input = torch.zeros(1, STEPS, 1).double()
    input[0, PULSE] = 2.0
    return record(module, input)


def response(alpha: float) -> Float[np.ndarray, " steps"]:
    """The unit's state at every step."""
    return np.asarray(run(alpha).h[0, 0, :, 0, 0])


def half_life(alpha: float) -> float:
    """Steps until half is left: 0 with alpha = 1."""
    return float(memory(run(alpha)).half_life[0])

"""How much of the past a state holds, and what more units cost: measured on networks that were drawn, not trained."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import nn

SIZES = (4, 16, 64)
"""Units of the networks whose memory is measured."""

FARTHEST = 60
"""Steps back that are asked for."""

LENGTH, TRAINED, SETTLED = 2400, 1800, 100
"""Time steps; those that a readout is fitted on; those at the beginning that are left out."""

EXAMPLES, UNSEEN, NOISE, DRAWS = 50, 300, 0.5, 6
"""Of the readouts that are fitted on few examples: targets to learn from and to be tested on, and their noise."""

FITTED = (2, 4, 8, 12, 16, 20, 25, 30, 35, 40, 45)
"""Units of these networks."""


def states(units: int, x: Float[np.ndarray, " seq_len"], seed: int) -> Float[np.ndarray, "seq_len units"]:
    """What an ``nn.RNN`` keeps of a series: input weights small, recurrent weights a turn, shrunk a little."""
    generator = torch.Generator().manual_seed(seed)
    module = nn.RNN(1, units, bias=False, dtype=torch.float64)
    with torch.no_grad():
        module.get_parameter("weight_ih_l0").copy_(0.1 * torch.randn(units, 1, generator=generator))
        turn, _ = torch.linalg.qr(torch.randn(units, units, generator=generator, dtype=torch.float64))
        module.get_parameter("weight_hh_l0").copy_(0.98 * turn)
        found = module(torch.from_numpy(x)[:, None])[0].numpy()
    return np.asarray(found)


@lru_cache(maxsize=8)
def remembered(units: int) -> Float[np.ndarray, " steps_back"]:
    """The share of the variance of the input so many steps back, from 0 on, that a linear readout of h finds again.

    The readout is fitted on the first `TRAINED` steps and tested on the others; what it does not find is 0. Measured as
    in Jaeger, "Short term memory in echo state networks", 2001.
    """
    x = np.random.default_rng(0).standard_normal(LENGTH)
    h = states(units, x, seed=1)
    wanted = np.stack([x[SETTLED - back : LENGTH - back] for back in range(FARTHEST + 1)], axis=1)
    weights = np.linalg.lstsq(h[SETTLED:][:TRAINED], wanted[:TRAINED], rcond=None)[0]
    left = wanted[TRAINED:] - h[SETTLED:][TRAINED:] @ weights
    return np.asarray(np.maximum(1 - left.var(axis=0) / wanted[TRAINED:].var(axis=0), 0.0))


@lru_cache(maxsize=1)
def fitted() -> tuple[Float[np.ndarray, " sizes"], Float[np.ndarray, " sizes"]]:
    """Mean squared errors of readouts fitted on `EXAMPLES` noisy targets: on these, and on unseen ones.

    The target is made of two inputs of the past, and of noise that nobody can know. Medians over `DRAWS` draws.
    """
    seen, unseen = np.zeros((DRAWS, len(FITTED))), np.zeros((DRAWS, len(FITTED)))
    for draw in range(DRAWS):
        generator = np.random.default_rng(draw)
        x = generator.standard_normal(SETTLED + EXAMPLES + UNSEEN)
        noise = NOISE * generator.standard_normal(len(x))
        target = (0.8 * np.roll(x, 1) + 0.6 * np.roll(x, 3) + noise)[SETTLED:]
        for place, units in enumerate(FITTED):
            h = states(units, x, seed=draw)[SETTLED:]
            weights = np.linalg.lstsq(h[:EXAMPLES], target[:EXAMPLES], rcond=None)[0]
            errors = (target - h @ weights) ** 2
            seen[draw, place], unseen[draw, place] = errors[:EXAMPLES].mean(), errors[EXAMPLES:].mean()
    return np.median(seen, axis=0), np.median(unseen, axis=0)

"""An echo state network: the recurrent weights are drawn, not trained; least squares fits the readout alone.

Source of the network and of its memory capacity: Jaeger, "The echo state approach to analysing and training recurrent
neural networks", 2001, and "Short term memory in echo state networks", 2001.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.lessons.course.chapters.why_memory_fades.plain import spectral_radius
from rnnviz.training.own_draws import own_draws

UNITS, LONGEST = 50, 40
"""Units of the network, and the longest delay that is asked for."""

_SETTLING, _FITTED, _TESTED = 100, 600, 500


@dataclass(frozen=True, eq=False)
class Echo:
    """What was found.

    Attributes:
        trained: numbers that were fitted for one output.
        fixed: numbers that were drawn and stay.
        recall: for every delay from 0, the squared correlation of output and wanted input, on steps not fitted to.
    """

    trained: int
    fixed: int
    recall: Float[np.ndarray, " delays"]

    @property
    def capacity(self) -> float:
        """The memory capacity: the sum over the delays from 1."""
        return float(self.recall[1:].sum())


def reservoir(radius: float) -> Any:
    """The recurrent part: drawn once, scaled to the spectral radius, never trained."""
    with own_draws():
        torch.manual_seed(0)
        module: Any = nn.RNN(1, UNITS, bias=False).double().requires_grad_(False)
    draws = torch.randn(UNITS, UNITS, generator=torch.Generator().manual_seed(0)).double()
    module.weight_hh_l0.copy_(draws * radius / spectral_radius(draws))
    module.weight_ih_l0.copy_(0.1 * torch.sign(module.weight_ih_l0))
    return module


@lru_cache(maxsize=32)
def echo(radius: float) -> Echo:
    """Run it on noise, and fit one readout for every delay."""
    module = reservoir(radius)
    noise = 2 * torch.rand(_SETTLING + _FITTED + _TESTED, generator=torch.Generator().manual_seed(1)).double() - 1
    with torch.no_grad():
        states = module(noise[:, None])[0]
    read = torch.cat([states, torch.ones(len(states), 1).double()], dim=1)
    wanted = torch.stack([noise.roll(delay) for delay in range(LONGEST + 1)], dim=1)
    fitted, tested = slice(_SETTLING, _SETTLING + _FITTED), slice(_SETTLING + _FITTED, None)
    readout = torch.linalg.lstsq(read[fitted], wanted[fitted]).solution
    return Echo(
        len(readout), sum(each.numel() for each in module.parameters()), _recall(read[tested] @ readout, wanted[tested])
    )


def _recall(
    given: Float[Tensor, "steps delays"], wanted: Float[Tensor, "steps delays"]
) -> Float[np.ndarray, " delays"]:
    one, other = given - given.mean(dim=0), wanted - wanted.mean(dim=0)
    alike = (one * other).sum(dim=0) ** 2
    return np.asarray((alike / (one.square().sum(dim=0) * other.square().sum(dim=0))).numpy())

"""A diary kept by an LSTM of two units: each keeps its entry with a half-life of its own, a day is a time step."""

from functools import lru_cache

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import record
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws

AGO = 489
"""Days since the entry was written."""

JACKPOT_YEARS = 10
"""The half-life of what is never forgotten."""

DAYS_A_YEAR = 365


def forget_bias(half_life: float) -> float:
    """The bias of a forget gate of which half is left after ``half_life`` steps: f = 2 ** (-1 / half_life)."""
    f = torch.tensor(0.5).double() ** (1 / half_life)
    return float(torch.logit(f))


@lru_cache(maxsize=32)
def diary(half_life: float) -> Recording:
    """Unit 0 keeps the jackpot, unit 1 the supper with this half-life (days); both are written on the first day."""
    with own_draws():
        module = nn.LSTM(1, 2).double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
        biases: Float[Tensor, " rows"] = module.state_dict()["bias_ih_l0"]
        # The rows are i, f, g, o for both units. What is written is 1: i and g are open on the first day alone.
        biases[:] = torch.tensor([-30, -30, 0, 0, 0, 0, 20, 20]).double()
        biases[2] = forget_bias(JACKPOT_YEARS * DAYS_A_YEAR)
        biases[3] = forget_bias(half_life)
        weights: Float[Tensor, "rows 1"] = module.state_dict()["weight_ih_l0"]
        weights[:2] = 60.0
        weights[4:6] = 20.0
    days = torch.zeros(AGO + 1, 1, 1).double()
    days[0] = 1.0
    return record(module, days)

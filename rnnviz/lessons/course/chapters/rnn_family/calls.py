"""The state is no part of the module: what one call has to be told by the one before."""

from functools import lru_cache
from typing import Any

import torch
from torch import nn

from rnnviz.training.own_draws import own_draws

STEPS, CUT = 12, 5


@lru_cache(maxsize=1)
def calls() -> tuple[tuple[str, ...], bool, dict[str, float]]:
    """The names in the state dict; whether the weights are the same after reading; how far c is from one whole run.

    Calls: ``whole`` again, ``passed`` (in two pieces, the state handed on), ``left`` (in two, and nothing handed on).
    """
    with own_draws():
        torch.manual_seed(0)
        lstm: Any = nn.LSTM(3, 4)
    input = torch.randn(STEPS, 3, generator=torch.Generator().manual_seed(1))
    before = {name: value.clone() for name, value in lstm.state_dict().items()}
    with torch.no_grad():
        whole = lstm(input)[1][1]
        again = lstm(input)[1][1]
        state = lstm(input[:CUT])[1]
        passed = lstm(input[CUT:], state)[1][1]
        left = lstm(input[CUT:])[1][1]
    same = all(torch.equal(before[name], value) for name, value in lstm.state_dict().items())
    apart = {"whole": again, "passed": passed, "left": left}
    return tuple(before), same, {name: float((c - whole).abs().max()) for name, c in apart.items()}

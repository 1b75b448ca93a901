"""The family: networks that differ from a plain RNN on one connection.

After Pascanu, Gulcehre, Cho and Bengio, "How to construct deep recurrent neural networks", 2014.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.training.own_draws import own_draws

MEMBERS = ("plain", "input", "transition", "output", "skip", "stack")
"""None; a layer more on input-to-hidden, hidden-to-hidden, hidden-to-output; a skip over time; two in a stack."""

FEATURES, UNITS, CLASSES = 3, 6, 2
SKIPPED = 4
"""Steps that the skip connection reaches back."""

LONGEST = 20


def _deeper(inside: int, outside: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inside, UNITS), nn.Tanh(), nn.Linear(UNITS, outside))


class Member(nn.Module):
    """One of the family: ``h_t = tanh(from_input(x_t) + from_past(h_{t-1}))``, ``y_t = out(h_t)``."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.from_input = _deeper(FEATURES, UNITS) if kind == "input" else nn.Linear(FEATURES, UNITS)
        self.from_past = _deeper(UNITS, UNITS) if kind == "transition" else nn.Linear(UNITS, UNITS)
        self.out = _deeper(UNITS, CLASSES) if kind == "output" else nn.Linear(UNITS, CLASSES)
        self.from_before = nn.Linear(UNITS, UNITS) if kind == "skip" else None
        self.upper = nn.RNNCell(UNITS, UNITS) if kind == "stack" else None

    def forward(self, inputs: list[Tensor]) -> Tensor:
        """The output after the last of the inputs."""
        states = [torch.zeros(UNITS).double()]
        upper = torch.zeros(UNITS).double()
        for t, x in enumerate(inputs):
            a = self.from_input(x) + self.from_past(states[-1])
            if self.from_before is not None and t >= SKIPPED:
                a = a + self.from_before(states[-SKIPPED])
            states.append(torch.tanh(a))
            if self.upper is not None:
                upper = self.upper(states[-1], upper)
        last: Tensor = self.out(states[-1] if self.upper is None else upper)
        return last


@dataclass(frozen=True, eq=False)
class Found:
    """What a run of a member shows.

    Attributes:
        parameters: how many there are.
        paths: of the last output from the input k steps before, k = 0, 1, ...: the fewest tanh on a way between them.
        influence: the size of d output / d that input.
    """

    parameters: int
    paths: tuple[int, ...]
    influence: Float[np.ndarray, " steps"]


@lru_cache(maxsize=1)
def found() -> Mapping[str, Found]:
    """Every member, run on the same inputs."""
    return MappingProxyType({kind: _run(kind) for kind in MEMBERS})


def _run(kind: str) -> Found:
    with own_draws():
        torch.manual_seed(0)
        member = Member(kind).double()
    draws = torch.Generator().manual_seed(1)
    inputs = [torch.randn(FEATURES, generator=draws).double().requires_grad_() for _ in range(LONGEST + 1)]
    last = member(inputs)
    slopes = [torch.autograd.grad(one, inputs, retain_graph=True) for one in last]
    sizes = [float(torch.stack(each).norm()) for each in zip(*slopes, strict=True)]
    ways = fewest_tanh(last)
    return Found(
        sum(each.numel() for each in member.parameters()),
        tuple(ways[id(x)] for x in reversed(inputs)),
        np.array(sizes[::-1]),
    )


def fewest_tanh(last: Tensor) -> dict[int, int]:
    """Walk autograd's graph back: for each leaf (by ``id``), the fewest tanh on a way from ``last`` to it."""
    best: dict[object, int] = {last.grad_fn: 0}
    waiting: list[object] = [last.grad_fn]
    leaves: dict[int, int] = {}
    while waiting:
        node = waiting.pop()
        cost = best[node] + ("Tanh" in type(node).__name__)
        leaf = getattr(node, "variable", None)
        if leaf is not None:
            leaves[id(leaf)] = min(cost, leaves.get(id(leaf), cost))
        for following, _ in getattr(node, "next_functions", ()):
            if following is not None and cost < best.get(following, cost + 1):
                best[following] = cost
                waiting.append(following)
    return leaves

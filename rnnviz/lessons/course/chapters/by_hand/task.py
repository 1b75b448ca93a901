"""Five numbers in, the next number out: four networks trained on the same batches, beside two baselines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.training.next_number import WINDOW, Forecast, Windows, least_squares, repeat, take_weights
from rnnviz.training.own_draws import own_draws

UNITS, STEPS, BATCH, TESTED = 8, 50, 64, 400
RATE = 0.03

Start = Literal["own", "same"]

PAIRS = {"by_hand.LSTM": "nn.LSTM", "by_hand.GRU": "nn.GRU"}
"""Modules written by hand, and PyTorch's."""

NAMES = tuple(name for pair in PAIRS.items() for name in pair)


@dataclass(frozen=True, eq=False)
class Trained:
    """What came of it.

    Attributes:
        losses: mean squared error on each batch, before the step that it leads to.
        errors: mean squared error on windows that nobody trained on, by network.
        said: predictions for these windows, by network.
        parameters: of each recurrent module.
        repeat: the error of saying the last number once more.
        linear: that of the best linear rule for the numbers of the training.
        tested: the windows, and what follows each.
    """

    losses: Mapping[str, list[float]]
    errors: Mapping[str, float]
    said: Mapping[str, Float[Tensor, " windows"]]
    parameters: Mapping[str, int]
    repeat: float
    linear: float
    tested: Windows


def waves(count: int, draws: torch.Generator) -> Windows:
    """Windows out of sines of different frequency and phase, and the number that follows each."""
    pace = 0.2 + torch.rand(count, 1, generator=draws)
    phase = 2 * torch.pi * torch.rand(count, 1, generator=draws)
    values = torch.sin(pace * torch.arange(WINDOW + 1) + phase)
    return Windows(values[:, :WINDOW, None], values[:, WINDOW:])


@lru_cache(maxsize=16)
def trained(start: Start, seed: int) -> Trained:
    """Train all four; with "same" the two of a cell type begin with the same weights."""
    draws = torch.Generator().manual_seed(seed)
    batches = [waves(BATCH, draws) for _ in range(STEPS)]
    tested = waves(TESTED, draws)
    with own_draws():
        torch.manual_seed(seed)
        models = {name: Forecast(name, UNITS) for name in NAMES}
    if start == "same":
        for ours, other in PAIRS.items():
            take_weights(models[ours], models[other])
    losses = {name: _train(model, batches) for name, model in models.items()}
    with torch.no_grad():
        said = {name: model(tested.input)[:, 0] for name, model in models.items()}
    goal = tested.goal[:, 0]
    learned = Windows(*(torch.cat(parts) for parts in zip(*batches, strict=True)))
    return Trained(
        losses,
        {name: _error(each, goal) for name, each in said.items()},
        said,
        {name: sum(each.numel() for each in model.recurrent.parameters()) for name, model in models.items()},
        _error(repeat(tested.input), goal),
        _error(least_squares(learned)(tested.input), goal),
        tested,
    )


def _train(model: Forecast, batches: list[Windows]) -> list[float]:
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    losses = []
    for input, goal in batches:
        loss = nn.functional.mse_loss(model(input), goal)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return losses


def _error(said: Tensor, goal: Tensor) -> float:
    return float((said - goal).square().mean())

"""Five numbers in, the next number out: four networks trained on the same batches, beside two baselines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import by_hand
from rnnviz.by_hand.copy_weights import copy_weights
from rnnviz.training.own_draws import own_draws

WINDOW = 5
"""Numbers that are read."""

UNITS, STEPS, BATCH, TESTED = 8, 50, 64, 400
RATE = 0.03

Start = Literal["own", "same"]

Windows = tuple[Float[Tensor, "windows window 1"], Float[Tensor, "windows 1"]]

MODULES: Mapping[str, type[nn.Module]] = {
    "by_hand.LSTM": by_hand.LSTM,
    "nn.LSTM": nn.LSTM,
    "by_hand.GRU": by_hand.GRU,
    "nn.GRU": nn.GRU,
}


class Forecast(nn.Module):
    """A recurrent module and a linear layer that reads its last hidden state."""

    def __init__(self, name: str) -> None:
        super().__init__()
        options = {"batch_first": True} if name.startswith("nn.") else {}
        self.recurrent = MODULES[name](1, UNITS, **options)
        self.readout = nn.Linear(UNITS, 1)

    def forward(self, input: Float[Tensor, "batch window 1"]) -> Float[Tensor, "batch 1"]:
        output, _ = self.recurrent(input)
        said: Tensor = self.readout(output[:, -1])
        return said


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
    return values[:, :WINDOW, None], values[:, WINDOW:]


@lru_cache(maxsize=16)
def trained(start: Start, seed: int) -> Trained:
    """Train all four; with "same" the two of a cell type begin with the same weights."""
    draws = torch.Generator().manual_seed(seed)
    batches = [waves(BATCH, draws) for _ in range(STEPS)]
    tested = waves(TESTED, draws)
    with own_draws():
        torch.manual_seed(seed)
        models = {name: Forecast(name) for name in MODULES}
    if start == "same":
        for kind in ("LSTM", "GRU"):
            ours, other = models[f"by_hand.{kind}"], models[f"nn.{kind}"]
            copy_weights(other.recurrent, ours.recurrent)
            ours.readout.load_state_dict(other.readout.state_dict())
    losses = {name: _train(model, batches) for name, model in models.items()}
    with torch.no_grad():
        said = {name: model(tested[0])[:, 0] for name, model in models.items()}
    goal = tested[1][:, 0]
    return Trained(
        losses,
        {name: _error(each, goal) for name, each in said.items()},
        said,
        {name: sum(each.numel() for each in model.recurrent.parameters()) for name, model in models.items()},
        _error(tested[0][:, -1, 0], goal),
        _error(_least_squares(batches, tested[0]), goal),
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


def _least_squares(batches: list[Windows], input: Float[Tensor, "asked window 1"]) -> Float[Tensor, " asked"]:
    """What the linear rule says that fits all numbers of the training best."""
    read, follow = (torch.cat([batch[part].flatten(1) for batch in batches]) for part in (0, 1))
    rule = torch.linalg.lstsq(_with_one(read), follow).solution
    found: Tensor = (_with_one(input[..., 0]) @ rule)[:, 0]
    return found


def _with_one(read: Tensor) -> Tensor:
    return torch.cat([read, torch.ones(len(read), 1)], dim=1)

"""The task: the same windows for all networks, in a new order in every epoch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float, Float64, Int64
from torch import Tensor, nn

from rnnviz.recorder import Recording, recording
from rnnviz.training.next_number.baselines import BASELINES, least_squares, repeat
from rnnviz.training.next_number.data import Data, Windows
from rnnviz.training.next_number.networks import FUSED, NETWORKS, Forecast, SampleForecast, take_weights
from rnnviz.training.own_draws import own_draws
from rnnviz.training.task import Measured, Task

Layout = Literal["batch", "sample"]

PROBED = 4
"""Windows of the probe."""

SHOWN = 100
"""Windows held out, the first ones, whose predictions are kept to be drawn."""

_DRAWS_OF_AN_EPOCH = 1_000_003
"""The order of the windows depends on the seed and the epoch alone;"""
_DRAWS_OF_A_NETWORK = 7919
"""the weights of a network on the seed and its place among all networks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class NextNumberTask(Task[Windows]):
    """Networks that learn what follows five numbers.

    Attributes:
        data: the series.
        networks: some of `NETWORKS`.
        hidden_size: units of each.
        epochs: how often all windows are seen.
        batch_size: windows of one step; the last step of an epoch has those that are left.
        layout: "batch" is (batch, sequence, feature), "sample" one sample after the other.
        same_start: whether networks by hand begin with the weights of PyTorch's.
        seed: of weights and order.
    """

    data: Data
    networks: tuple[str, ...]
    hidden_size: int
    epochs: int
    batch_size: int
    layout: Layout
    same_start: bool
    seed: int

    @property
    def names(self) -> tuple[str, ...]:
        return self.networks

    @property
    def steps(self) -> int:
        return self.epochs * self.steps_per_epoch

    @property
    def steps_per_epoch(self) -> int:
        return -(-len(self.data.training.input) // self.batch_size)

    def network(self, name: str) -> Forecast | SampleForecast:
        own = self._drawn(name)
        if self.same_start and name in FUSED:
            take_weights(own, self._drawn(FUSED[name]))
        if self.layout == "batch":
            return own
        # The cell over one sample computes the same: so it begins with the same weights.
        with own_draws():
            alone = SampleForecast(name, self.hidden_size)
        take_weights(alone, own)
        return alone

    def _drawn(self, name: str) -> Forecast:
        with own_draws():
            torch.manual_seed(self.seed * _DRAWS_OF_A_NETWORK + list(NETWORKS).index(name))
            return Forecast(name, self.hidden_size)

    def batch(self, step: int) -> Windows:
        epoch, place = divmod(step, self.steps_per_epoch)
        draws = torch.Generator().manual_seed(self.seed * _DRAWS_OF_AN_EPOCH + epoch)
        order = torch.randperm(len(self.data.training.input), generator=draws)
        chosen = order[place * self.batch_size : (place + 1) * self.batch_size]
        return Windows(self.data.training.input[chosen], self.data.training.goal[chosen])

    def loss(self, name: str, network: nn.Module, batch: Windows) -> Float[Tensor, ""]:
        """Mean squared error of the standardised numbers."""
        return nn.functional.mse_loss(said(network, batch.input), batch.goal)

    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        """Windows held out, spread evenly; a single one where samples go in one by one."""
        windows = self.data.held_out.input[self._probed]
        with recording(network) as recs:
            said(network, windows)
        labels = tuple(tuple(f"{value:.4g}" for value in row) for row in self.data.in_own_units(windows[..., 0]))
        return {each: replace(recs[each], labels=labels) for each in recs}

    @cached_property
    def _probed(self) -> Int64[np.ndarray, " probed"]:
        asked = 1 if self.layout == "sample" else PROBED
        return np.unique(np.linspace(0, len(self.data.held_out.input) - 1, asked).round().astype(np.int64))

    def measure(self, name: str, network: nn.Module) -> Measured:
        """Errors on all windows held out, and what was said for the first of them, in the units of the series.

        "error" is the mean squared error of standardised numbers, "own_error" that in the units of the series.
        """
        if isinstance(network, SampleForecast):
            # The same weights, and one call in the place of thousands.
            alone, network = network, Forecast(name, self.hidden_size).eval()
            take_weights(network, alone)
        return self._measured(said(network, self.data.held_out.input)[:, 0])

    @cached_property
    def baselines(self) -> Mapping[str, Measured]:
        """What needs no network, measured alike: by `BASELINES`."""
        asked = self.data.held_out.input
        ruled = least_squares(self.data.training)(asked)
        return MappingProxyType(dict(zip(BASELINES, map(self._measured, (repeat(asked), ruled)), strict=True)))

    def _measured(self, predictions: Float[Tensor, " held_out"]) -> Measured:
        goal: Float64[Tensor, " held_out"] = self.data.held_out.goal[:, 0].double()
        error = float((predictions.double() - goal).square().mean())
        return Measured(
            numbers={"error": error, "own_error": error * self.data.scale**2},
            values={"predictions": tuple(self.data.in_own_units(predictions[:SHOWN]).tolist())},
        )


def said(network: nn.Module, input: Float[Tensor, "batch window 1"]) -> Float[Tensor, "batch 1"]:
    """What a network says for each window, in the layout that it takes."""
    if isinstance(network, SampleForecast):
        return torch.stack([network(sample) for sample in input])
    found: Float[Tensor, "batch 1"] = network(input)
    return found

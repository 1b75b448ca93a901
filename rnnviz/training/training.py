"""The training loop: one step after the other, for all networks of a task, in this process."""

import math
import time
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws
from rnnviz.training.plan import Plan
from rnnviz.training.task import Measured, Task

_DRAWS_OF_A_STEP = 1_000_003
"""What a step draws itself, such as dropout, depends on the seed and the step alone."""


class Training:
    """The networks of a task, on their way.

    Args:
        plan: optimizer, learning rate, clipping and seed.
        task: what is learned.

    Attributes:
        step: optimizer steps that have been made.
        networks: by name; those whose loss was no number any more stay as they were then.
        diverged: the step, from 0, at which the loss of a network was no finite number.
        seconds: that each network has taken.
    """

    def __init__(self, plan: Plan, task: Task[Any]) -> None:
        self.plan, self.task = plan, task
        self.step = 0
        self.networks = {name: task.network(name) for name in task.names}
        self.diverged: dict[str, int] = {}
        self.seconds = dict.fromkeys(task.names, 0.0)
        self._optimizers = {name: _optimizer(plan, network) for name, network in self.networks.items()}

    @property
    def going(self) -> tuple[str, ...]:
        """The networks that still learn."""
        return tuple(name for name in self.networks if name not in self.diverged)

    @property
    def over(self) -> bool:
        """Whether all steps are made, or no network is left."""
        return self.step >= self.task.steps or not self.going

    def advance(self) -> Mapping[str, float]:
        """Make one step with every network that is left; returns the losses before it, NaN for the others."""
        batch = self.task.batch(self.step)
        losses = dict.fromkeys(self.networks, math.nan)
        for name in self.going:
            began = time.perf_counter()
            losses[name] = self._learn(name, batch)
            self.seconds[name] += time.perf_counter() - began
        self.step += 1
        return losses

    def _learn(self, name: str, batch: object) -> float:
        network, optimizer = self.networks[name].train(), self._optimizers[name]
        with own_draws(), torch.enable_grad():
            torch.manual_seed(self.plan.seed * _DRAWS_OF_A_STEP + self.step)
            optimizer.zero_grad()
            loss = self.task.loss(name, network, batch)
            value = float(loss.detach())
            if not math.isfinite(value):
                self.diverged[name] = self.step
                return value
            loss.backward()  # type: ignore[no-untyped-call]
        if self.plan.clip:
            nn.utils.clip_grad_norm_(network.parameters(), self.plan.clip)
        optimizer.step()
        return value

    def record(self, name: str) -> Mapping[str, Recording]:
        """The probe through one of the networks as it is now, by the name of each recurrent module inside."""
        with torch.inference_mode():
            return self.task.record(name, self.networks[name].eval())

    def measure(self, name: str) -> Measured:
        """How good one of the networks is now."""
        with torch.inference_mode(), own_draws():
            torch.manual_seed(self.plan.seed)
            return self.task.measure(name, self.networks[name].eval())

    def state(self) -> dict[str, Any]:
        """Everything that is needed to go on from here, for ``torch.save``."""
        return {
            "step": self.step,
            "networks": {name: network.state_dict() for name, network in self.networks.items()},
            "optimizers": {name: optimizer.state_dict() for name, optimizer in self._optimizers.items()},
            "diverged": self.diverged,
            "seconds": self.seconds,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave: the next steps are those that would have followed."""
        self.step = state["step"]
        self.diverged, self.seconds = dict(state["diverged"]), dict(state["seconds"])
        for name, network in self.networks.items():
            network.load_state_dict(state["networks"][name])
            self._optimizers[name].load_state_dict(state["optimizers"][name])


def _optimizer(plan: Plan, network: nn.Module) -> torch.optim.Optimizer:
    kinds: dict[str, type[torch.optim.Adam | torch.optim.SGD | torch.optim.RMSprop]] = {
        "Adam": torch.optim.Adam,
        "SGD": torch.optim.SGD,
        "RMSprop": torch.optim.RMSprop,
    }
    return kinds[plan.optimizer](network.parameters(), lr=plan.rate)

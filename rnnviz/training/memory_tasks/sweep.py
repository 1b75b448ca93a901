"""Many distances and seeds in one run: who remembers how far, by one's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.recorder import Recording
from rnnviz.scenario_kinds import Rule, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.memory_tasks.curves import MemoryCurves
from rnnviz.training.memory_tasks.networks import NETWORKS
from rnnviz.training.memory_tasks.plan import MEMORY_RULES, MemoryPlan, What, check_networks, kind_of
from rnnviz.training.memory_tasks.rules import Distances
from rnnviz.training.memory_tasks.task import STEPS_PER_EPOCH, Cases, MemoryTask
from rnnviz.training.plan import Plan
from rnnviz.training.task import Measured, Task
from rnnviz.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySweepPlan(Plan):
    """A memory task at several distances, with several seeds: `seed` is the first of them.

    Attributes:
        what: one of `rnnviz.training.memory_tasks.plan.WHAT`.
        distances: growing, up to `rnnviz.limits.MAX_DISTANCES` of them.
        seeds: how many.
        networks: some of `rnnviz.training.memory_tasks.networks.NETWORKS`.
        hidden_size: units of each of them.
        steps: optimizer steps of each of them.
        copied: symbols of a string that is copied.
    """

    KIND: ClassVar[str] = "memory-sweep"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {
            **MEMORY_RULES,
            "distances": Distances("distances"),
            "seeds": Whole("seeds", 1, limits.MAX_SWEEP_SEEDS),
        }
    )

    moments: int = 6
    what: What = "recall"
    distances: tuple[int, ...] = (5, 10, 20)
    seeds: int = 3
    networks: tuple[str, ...] = tuple(NETWORKS)
    hidden_size: int = 16
    steps: int = 500
    copied: int = 3

    def check(self) -> None:
        check_networks(self.networks)
        sizes = len(self.networks), len(self.distances), self.seeds
        count = int(np.prod(sizes))
        if count > limits.MAX_SWEEP:
            template = N_(
                "networks, distances and seeds must make at most {most} trainings together, got {networks} × "
                "{distances} × {seeds} = {got}. Choose fewer of them."
            )
            given = dict(zip(("networks", "distances", "seeds"), sizes, strict=True))
            raise SettingError("memory-sweep", template, most=limits.MAX_SWEEP, got=count, **given)

    def task(self, contents: Contents | None = None) -> "MemorySweep":
        self.check()
        return MemorySweep(self)

    def at(self, distance: int, place: int) -> MemoryPlan:
        """One distance and one seed of it, the place of that seed from 0, as a run of its own."""
        return MemoryPlan(
            optimizer=self.optimizer,
            rate=self.rate,
            clip=self.clip,
            batch=self.batch,
            seed=(self.seed + place) % (limits.MAX_SEED + 1),
            moments=self.moments,
            what=self.what,
            distance=distance,
            networks=self.networks,
            hidden_size=self.hidden_size,
            steps=self.steps,
            copied=self.copied,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Of a network in the table: which one, at which distance, and the place of its seed."""

    network: str
    distance: int
    seed: int


class MemorySweep(Task[Mapping[tuple[int, int], Cases]]):
    """All of these trainings side by side; each is what it would be on its own."""

    def __init__(self, plan: MemorySweepPlan) -> None:
        self._plan = plan
        self._tasks: dict[tuple[int, int], MemoryTask] = {
            (distance, seed): plan.at(distance, seed).task()
            for distance in plan.distances
            for seed in range(plan.seeds)
        }
        self._places = {
            f"{network} · {distance} · {plan.seed + seed}": _Place(network, distance, seed)
            for distance, seed in self._tasks
            for network in plan.networks
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Network, distance and seed of each."""
        return tuple(self._places)

    @property
    def steps(self) -> int:
        return self._plan.steps

    @property
    def steps_per_epoch(self) -> int:
        return STEPS_PER_EPOCH

    def network(self, name: str) -> nn.Module:
        return self._of(name).network(self._places[name].network)

    def batch(self, step: int) -> Mapping[tuple[int, int], Cases]:
        return {place: task.batch(step) for place, task in self._tasks.items()}

    def loss(self, name: str, network: nn.Module, batch: Mapping[tuple[int, int], Cases]) -> Float[Tensor, ""]:
        place = self._places[name]
        return self._of(name).loss(place.network, network, batch[place.distance, place.seed])

    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        return self._of(name).record(self._places[name].network, network)

    def measure(self, name: str, network: nn.Module) -> Measured:
        return self._of(name).measure(self._places[name].network, network)

    def curves(self, measured: Mapping[str, Measured]) -> MemoryCurves:
        """What is known so far, by the names of the networks, as the figure and the sentences take it."""
        plan = self._plan
        kind = kind_of(plan.what, plan.copied)
        shape = len(plan.distances), plan.seeds
        scores = {network: np.full(shape, np.nan) for network in plan.networks}
        for name, found in measured.items():
            place = self._places[name]
            scores[place.network][plan.distances.index(place.distance), place.seed] = found.numbers[kind.measure]
        for rows in scores.values():
            rows.setflags(write=False)
        return MemoryCurves(
            kind=kind,
            distances=plan.distances,
            seeds=tuple(range(plan.seed, plan.seed + plan.seeds)),
            steps=plan.steps,
            scores={plan.clip: scores},
            settings={"hidden_size": plan.hidden_size, "batch": plan.batch, "learning_rate": plan.rate},
        )

    def _of(self, name: str) -> MemoryTask:
        place = self._places[name]
        return self._tasks[place.distance, place.seed]

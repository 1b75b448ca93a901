"""What makes a run of a memory task."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario_kinds import Choice, Rule, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.memory_tasks.adding import Adding
from rnnviz.training.memory_tasks.copying import Copying
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.networks import NETWORKS
from rnnviz.training.memory_tasks.parity import Parity
from rnnviz.training.memory_tasks.recall import Recall
from rnnviz.training.memory_tasks.rules import Names
from rnnviz.training.memory_tasks.task import MemoryTask
from rnnviz.training.plan import TRAINING_RULES, Plan
from rnnviz.words import N_

What = Literal["recall", "copy", "adding", "parity", "running parity"]

WHAT: tuple[What, ...] = ("recall", "copy", "adding", "parity", "running parity")

MEMORY_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **TRAINING_RULES,
        "what": Choice("what", WHAT),
        "networks": Names("networks", tuple(NETWORKS)),
        "hidden_size": Whole("hidden", 1, limits.MAX_SMALL_SIZE),
        "steps": Whole("steps", 1, limits.MAX_MEMORY_STEPS),
        "copied": Whole("copied", 1, limits.MAX_COPIED),
    }
)
"""Of the settings that one distance and many have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryPlan(Plan):
    """A memory task at one distance, for one network or several.

    Attributes:
        what: one of `WHAT`.
        distance: time steps between what is to be remembered and the question, 0 to `rnnviz.limits.MAX_DISTANCE`.
        networks: some of `NETWORKS`.
        hidden_size: units of each of them.
        steps: optimizer steps.
        copied: symbols of a string that is copied.
    """

    KIND: ClassVar[str] = "memory"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {**MEMORY_RULES, "distance": Whole("distance", 0, limits.MAX_DISTANCE)}
    )

    what: What = "recall"
    distance: int = 10
    networks: tuple[str, ...] = tuple(NETWORKS)
    hidden_size: int = 16
    steps: int = 1000
    copied: int = 3

    def check(self) -> None:
        check_networks(self.networks)

    def task(self, contents: Contents | None = None) -> MemoryTask:
        self.check()
        return MemoryTask(
            kind_of(self.what, self.copied),
            distance=self.distance,
            networks=self.networks,
            hidden_size=self.hidden_size,
            steps=self.steps,
            batch=self.batch,
            seed=self.seed,
        )


def kind_of(what: What, copied: int) -> MemoryKind:
    """The task that a setting names."""
    kinds: Mapping[What, MemoryKind] = {
        "recall": Recall(),
        "copy": Copying(copied),
        "adding": Adding(),
        "parity": Parity(),
        "running parity": Parity(running=True),
    }
    return kinds[what]


def check_networks(networks: tuple[str, ...]) -> None:
    """Raise a SettingError unless there is a network to train."""
    if not networks:
        template = N_("networks must be one or more of {choices}, got none. Choose at least one.")
        raise SettingError("memory-networks", template, choices=" | ".join(NETWORKS))

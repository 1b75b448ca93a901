"""What makes a training run: the settings that all runs have, and how a run is written in an address."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from rnnviz import limits
from rnnviz.scenario_kinds import Choice, Decimal, Rule, Whole
from rnnviz.scenario_settings import Settings
from rnnviz.training.contents import Contents
from rnnviz.training.task import Task

OPTIMIZERS = ("Adam", "SGD", "RMSprop")

TRAINING_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "optimizer": Choice("optimizer", OPTIMIZERS),
        "rate": Decimal("rate", limits.MIN_RATE, limits.MAX_RATE),
        "clip": Decimal("clip", 0.0, limits.MAX_CLIP),
        "batch": Whole("batch", 1, limits.MAX_TRAINING_BATCH),
        "seed": Whole("seed", 0, limits.MAX_SEED),
        "moments": Whole("moments", 2, limits.MAX_MOMENTS),
    }
)
"""Of the settings that every run has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Settings):
    """Everything that makes a run: the same plan gives the same weights, on the same machine.

    A task adds its own settings: a field, and its rule in ``RULES``.

    Attributes:
        optimizer: one of `OPTIMIZERS`.
        rate: learning rate, `rnnviz.limits.MIN_RATE` to `rnnviz.limits.MAX_RATE`.
        clip: the largest norm that a network's gradient may have, all its parameters together; 0 for no clipping.
        batch: sequences of one step, 1 to `rnnviz.limits.MAX_TRAINING_BATCH`.
        seed: of weights and batches.
        moments: recordings of the probe that are kept, spread over the run, 2 to `rnnviz.limits.MAX_MOMENTS`.

    Raises:
        SettingError: a value outside these bounds.
    """

    FIELD: ClassVar[str] = "training"

    optimizer: Literal["Adam", "SGD", "RMSprop"] = "Adam"
    rate: float = 0.01
    clip: float = 1.0
    batch: int = 32
    seed: int = 0
    moments: int = 40

    @abstractmethod
    def task(self, contents: Contents | None = None) -> Task[Any]:
        """What is trained; large data is found in ``contents`` by the name that a setting has of it.

        Raises:
            SettingError: the settings do not go together.
            InputError: the data cannot be read.
            FileError: the data is not among the contents.
        """

    @property
    def subject(self) -> object:
        """What is learned from: runs with another one say nothing about this one."""
        return self.KIND

    def every(self, steps: int) -> int:
        """Steps between two recordings of a run with so many steps, at least 1."""
        return max(1, -(-steps // (self.moments - 1)))

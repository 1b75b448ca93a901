"""What makes a training run: the settings that all runs have, and how a run is written in an address."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeVar, cast
from urllib.parse import parse_qsl, urlencode

from rnnviz import limits
from rnnviz.scenario_kinds import Choice, Decimal, Rule, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.task import Task

Own = TypeVar("Own", bound="Plan")

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
class Plan(ABC):
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

    KIND: ClassVar[str]
    """Names the task in an address."""
    RULES: ClassVar[Mapping[str, Rule]]
    """By field, those of `TRAINING_RULES` among them."""

    optimizer: Literal["Adam", "SGD", "RMSprop"] = "Adam"
    rate: float = 0.01
    clip: float = 1.0
    batch: int = 32
    seed: int = 0
    moments: int = 40

    def __post_init__(self) -> None:
        for name, rule in self.RULES.items():
            rule.check(name, getattr(self, name))

    @abstractmethod
    def task(self, contents: Contents | None = None) -> Task[Any]:
        """What is trained; large data is found in ``contents`` by the name that a setting has of it.

        Raises:
            SettingError: the settings do not go together.
            InputError: the data cannot be read.
            FileError: the data is not among the contents.
        """

    def check(self) -> None:
        """Raise an RnnvizError where the settings do not go together; data out of a file is not looked at."""
        return

    @property
    def subject(self) -> object:
        """What is learned from: runs with another one say nothing about this one."""
        return self.KIND

    def every(self, steps: int) -> int:
        """Steps between two recordings of a run with so many steps, at least 1."""
        return max(1, -(-steps // (self.moments - 1)))

    def write(self) -> str:
        """The settings that are not the first ones, as `read` reads them."""
        first = type(self)()
        given = ((each.name, getattr(self, each.name)) for each in fields(self))
        changed = {name: value for name, value in given if value != getattr(first, name)}
        return urlencode({self.RULES[name].address: self.RULES[name].write(value) for name, value in changed.items()})

    @classmethod
    def read(cls: type[Own], text: str) -> Own:
        """The plan that `write` wrote; names that are not ours are passed over.

        Raises:
            SettingError: a value that its setting cannot have.
        """
        given, plan = dict(parse_qsl(text, keep_blank_values=True)), cls()
        for name, rule in cls.RULES.items():
            if rule.address in given:
                plan = replace(plan, **{name: cast(Any, rule.read(name, given[rule.address]))})
        return plan

    @property
    def key(self) -> str:
        """Runs with the same key are the same: task and settings."""
        return f"{self.KIND}?{self.write()}"

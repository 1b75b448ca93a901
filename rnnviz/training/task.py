"""What a task is: networks, batches, a loss, and what is looked at while they learn."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder import Recording

Batch = TypeVar("Batch")


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a network at one moment of its training, on data that it is not trained on.

    Attributes:
        numbers: by name, such as "error" or "accuracy".
        values: rows of numbers by name, such as predictions.
        texts: by name, such as a sample.
    """

    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Task(ABC, Generic[Batch]):
    """Something to be learned by one network or several, which are given the same batches.

    A run is the same whenever it is repeated, and goes on after a pause as if there had been none. So everything here
    follows from the settings that the task was made with: `network` draws the same weights each time, and `batch`
    depends on the step alone. Draws come from generators of one's own, never from torch's global one.
    """

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The networks, in the order in which they are shown."""

    @property
    @abstractmethod
    def steps(self) -> int:
        """Optimizer steps of the whole run."""

    @property
    @abstractmethod
    def steps_per_epoch(self) -> int:
        """Steps in which all training data is seen once; of data drawn afresh, as many as are spoken of together."""

    @abstractmethod
    def network(self, name: str) -> nn.Module:
        """One of the networks before its training."""

    @abstractmethod
    def batch(self, step: int) -> Batch:
        """What all networks are given at a step, from 0."""

    @abstractmethod
    def loss(self, name: str, network: nn.Module, batch: Batch) -> Float[Tensor, ""]:
        """What is made smaller."""

    @abstractmethod
    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        """The probe, the same input every time, run and recorded: by the name of each recurrent module inside."""

    @abstractmethod
    def measure(self, name: str, network: nn.Module) -> Measured:
        """How good it is now; called without gradients, in evaluation mode."""

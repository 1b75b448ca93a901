"""What a memory task is: something comes, a distance goes by, and then it is asked for."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal, TypeVar

import numpy as np
import torch
from jaxtyping import Float, Shaped
from torch import Tensor, nn

Score = TypeVar("Score", float, np.ndarray)

Measure = Literal["accuracy", "error"]
"""How well a network does: the share of right answers, or the mean squared error."""


class MemoryKind(ABC):
    """One of the tasks.

    Attributes:
        measure: what its score is.
        input_size: features of the input.
        output_size: of each answer: the classes, or 1 for a number.
        chance: the score of answering without having looked: always the same, the best that there is.
        perfect: the score of always being right.
        enough: how far on the way from chance (0) to perfect (1) a score must be if the network is to be said to
            remember: more than halfway, where nothing else speaks against that.
    """

    measure: ClassVar[Measure] = "accuracy"
    enough: ClassVar[float] = 0.5
    input_size: int
    output_size: int

    def answers(self, distance: int) -> int:
        """The last time steps, at each of which something is asked for."""
        return 1

    @property
    @abstractmethod
    def chance(self) -> float: ...

    @property
    def perfect(self) -> float:
        return 1.0 if self.measure == "accuracy" else 0.0

    @abstractmethod
    def cases(
        self, generator: torch.Generator, count: int, distance: int
    ) -> tuple[Float[Tensor, "seq_len batch input_size"], Shaped[Tensor, "answers batch"]]:
        """Random sequences, all of one length, and what is right: classes, or numbers."""

    @abstractmethod
    def labels(self, input: Float[Tensor, "seq_len batch input_size"]) -> list[list[str]]:
        """What each time step of each row shows, in a word: "a", "?", "0.42*"."""

    @abstractmethod
    def answer(self, value: float) -> str:
        """A class or a number as it is shown."""

    def loss(
        self, scores: Float[Tensor, "answers batch output_size"], target: Shaped[Tensor, "answers batch"]
    ) -> Float[Tensor, ""]:
        """What is made smaller: the cross-entropy, or the mean squared error."""
        if self.measure == "error":
            return nn.functional.mse_loss(scores[..., 0], target)
        return nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten())

    def found(self, scores: Float[Tensor, "answers batch output_size"]) -> Shaped[Tensor, "answers batch"]:
        """What the network says: the likeliest class, or the number."""
        return scores[..., 0] if self.measure == "error" else scores.argmax(dim=-1)

    def score(
        self, scores: Float[Tensor, "answers batch output_size"], target: Shaped[Tensor, "answers batch"]
    ) -> float:
        """The share of answers that are right, or the mean squared error."""
        found = self.found(scores)
        if self.measure == "error":
            return float((found - target).square().mean())
        return float((found == target).float().mean())

    @property
    def threshold(self) -> float:
        """The score that `enough` is."""
        return self.chance + self.enough * (self.perfect - self.chance)

    def learned(self, score: Score) -> Score:
        """How far scores are on the way from chance (0) to perfect (1); below 0 where they are worse than chance."""
        return (score - self.chance) / (self.perfect - self.chance)

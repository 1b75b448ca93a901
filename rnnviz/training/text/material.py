"""What a character model reads: a text in characters and numbers, and its last tenth, which is held out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from jaxtyping import Int
from torch import Tensor

from rnnviz.errors import InputError
from rnnviz.formats.characters import characters
from rnnviz.training.text.n_grams import MOST, NGrams
from rnnviz.training.text.vocabulary import Vocabulary
from rnnviz.words import N_

LEAST = 2
"""Characters of a text: one, and one that comes after it."""

LEAST_SPLIT = 200
"""Characters of a text from which a part is held out; of a shorter one the network reads everything."""

SHARE = 10
"""One of so many parts is held out, the last."""

MEASURED = 4000
"""Characters of the held-out part, its first ones, that are measured while a network learns."""


@dataclass(frozen=True, eq=False)
class Material:
    """A text, and what is told apart in it.

    Attributes:
        text: its characters, as a reader sees them.
        held_out: how many of them, at its end, no network is trained on.
        vocabulary: of the characters before these.
    """

    text: tuple[str, ...]
    held_out: int
    vocabulary: Vocabulary

    @classmethod
    def of(cls, text: str, most: int) -> "Material":
        """A text with at most ``most`` characters told apart.

        Raises:
            InputError: it has fewer than two characters.
        """
        found = characters(text)
        if len(found) < LEAST:
            template = N_(
                "The text must have at least {least} characters, so that one comes after another, got {got}. Type more."
            )
            raise InputError("text-short", template, least=LEAST, got=len(found))
        held_out = len(found) // SHARE if len(found) >= LEAST_SPLIT else 0
        return cls(found, held_out, Vocabulary.of(found[: len(found) - held_out], found, most))

    @property
    def training(self) -> Sequence[str]:
        """The part that is learned from."""
        return self.text[: len(self.text) - self.held_out]

    @property
    def unseen(self) -> Sequence[str]:
        """The part that measures: held out, or all of a text that is too short for that."""
        return self.text[len(self.text) - self.held_out :] if self.held_out else self.text

    @cached_property
    def training_numbers(self) -> Int[Tensor, " seq_len"]:
        """The same as numbers."""
        return torch.from_numpy(self.vocabulary.numbers(self.training))

    @cached_property
    def unseen_numbers(self) -> Int[Tensor, " seq_len"]:
        """The same as numbers."""
        return torch.from_numpy(self.vocabulary.numbers(self.unseen))

    def steps_per_epoch(self, seq_len: int, batch: int) -> int:
        """Optimizer steps in which the training part is read once, in sequences of ``seq_len`` characters at most."""
        foreseen = len(self.training) - 1
        return math.ceil(math.ceil(foreseen / min(seq_len, foreseen)) / batch)

    @cached_property
    def others(self) -> int:
        """How many characters of the text stand for others: they are not told apart."""
        return sum(character not in self.vocabulary for character in self.text)

    @cached_property
    def counted_first(self) -> tuple[float, ...]:
        """`counted`, for as many characters as are measured while a network learns."""
        return self.counted()

    def counted(self, most: int = MEASURED) -> tuple[float, ...]:
        """Bits per character by counting alone, for the first ``most`` held-out characters.

        From all characters alike (0) over each character by itself (1) to the last three known (4): see `NGrams`.
        """
        numbers = self.training_numbers.numpy()
        measured = self.unseen_numbers.numpy()[:most]
        return tuple(NGrams(numbers, len(self.vocabulary), order).bits(measured) for order in range(MOST + 1))


@lru_cache(maxsize=4)
def material(text: str, most: int) -> Material:
    """The same text is cut once.

    Raises:
        InputError: as `Material.of`.
    """
    return Material.of(text, most)

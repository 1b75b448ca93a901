"""The characters that a model tells apart: those of its text, the rarest of very many as one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Int

from rnnviz.formats.characters import label

OTHER = "\N{REPLACEMENT CHARACTER}"
"""Stands for every character that is not told apart."""

_LINE_END = "⏎"


@dataclass(frozen=True)
class Vocabulary:
    """Characters by their numbers, in the order of Unicode; the last number is `OTHER`, if there is any other.

    Attributes:
        characters: those that are told apart.
        has_other: whether some of the text are not.
    """

    characters: tuple[str, ...]
    has_other: bool = False

    @classmethod
    def of(cls, training: Sequence[str], whole: Sequence[str], most: int) -> "Vocabulary":
        """The ``most`` characters that are most frequent in what a model is trained on.

        >>> found = Vocabulary.of("abacus", "abacus, qua", most=3)
        >>> found.characters, found.has_other
        (('a', 'b', 'c'), True)
        """
        counted = Counter(training)
        # Of equally frequent ones, those first that come first in the text.
        kept = sorted(character for character, _ in counted.most_common(most))
        return cls(tuple(kept), has_other=not set(whole) <= set(kept))

    def __len__(self) -> int:
        return len(self.characters) + self.has_other

    def __contains__(self, character: object) -> bool:
        return character in self._numbers

    @property
    def other(self) -> int | None:
        """The number of `OTHER`, if there is one."""
        return len(self.characters) if self.has_other else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {character: number for number, character in enumerate(self.characters)}

    def numbers(self, text: Iterable[str]) -> Int[np.ndarray, " seq_len"]:
        """A text as numbers. There must be an `OTHER` for what is not told apart.

        >>> Vocabulary(("a", "b"), has_other=True).numbers("abc").tolist()
        [0, 1, 2]
        """
        return np.array([self._numbers.get(character, len(self.characters)) for character in text], dtype=np.int64)

    def text(self, numbers: Iterable[int]) -> str:
        """What the numbers stand for."""
        known = (*self.characters, OTHER)
        return "".join(known[number] for number in numbers)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every character as it can be seen, `OTHER` last if there is one."""
        return tuple(map(visible, (*self.characters, *([OTHER] if self.has_other else []))))


def visible(character: str) -> str:
    """A character as it can be seen, a line's end too.

    >>> visible("a"), visible(" "), visible(chr(10))
    ('a', '␣', '⏎')
    """
    return _LINE_END if character == "\n" else label(character)

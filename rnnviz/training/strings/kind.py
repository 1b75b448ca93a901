"""Pairs of strings: what is read, and what is to be written for it."""

from abc import ABC, abstractmethod
from typing import Literal

import torch

from rnnviz.errors import InputError
from rnnviz.training.encoder_decoder import Alphabets, Case
from rnnviz.words import N_

Split = Literal["training", "held out"]

MOST_TYPED = 40
"""Characters of a text that is typed: longer than any in training, for it shall be seen what comes of that."""


class StringsKind(ABC):
    """One of the tasks.

    No answer of the split that is held out was ever an answer in training.

    Attributes:
        alphabets: the characters.
        example: a text to begin with.
    """

    alphabets: Alphabets
    example: str

    @abstractmethod
    def cases(self, generator: torch.Generator, count: int, split: Split) -> list[Case]:
        """Random texts and their answers."""

    @abstractmethod
    def right(self, text: str) -> str:
        """The right answer to a text that somebody typed, as `typed` gave it back.

        Raises:
            InputError: there is none.
        """

    def typed(self, text: str) -> str:
        """A text that somebody typed, as the network reads it: in small letters, without blanks around.

        Raises:
            InputError: it is empty, too long, or has a character that the network does not know.
        """
        text = text.strip().lower()
        if not 0 < len(text) <= MOST_TYPED:
            template = N_("The text must have 1 to {most} characters, got {got}. Type something like {example}.")
            raise InputError("string-length", template, most=MOST_TYPED, got=len(text), example=self.example)
        for place, character in enumerate(text, start=1):
            if character not in self.alphabets.read:
                template = N_(
                    "The text must be written in the characters that the network knows ({characters}), character "
                    "{place} is {got}. Type something like {example}."
                )
                given = {"characters": self.alphabets.read.strip(), "place": place, "got": repr(character)}
                raise InputError("string-character", template, **given, example=self.example)
        return text

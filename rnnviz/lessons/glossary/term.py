"""A term of the glossary."""

from collections.abc import Mapping
from dataclasses import dataclass

TOPICS = ("basics", "cells", "shapes", "sequences", "training", "words")
"""In the order of the page: what a recurrent network is, its cell types, PyTorch's shapes, inputs and outputs of other
lengths, learning, and text with attention."""


@dataclass(frozen=True, slots=True)
class Said:
    """A term in one language."""

    name: str
    also: tuple[str, ...]
    """Other names, and forms of the word that are more than an s at its end."""
    short: str
    """One sentence, for a card."""
    text: str
    """A few sentences of Markdown."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term, and what is true of it in every language."""

    id: str
    topic: str
    """One of `TOPICS`."""
    said: Mapping[str, Said]
    """By language."""
    symbol: str
    """What PyTorch, or the app, calls it in code; empty where there is no such name."""
    colour: str
    """Its key in `rnnviz.theme.colour_of`; empty where it has none of its own."""
    see: tuple[str, ...]
    """The ids of related terms."""
    page: str | None
    """The path of a page of the app that shows it."""
    settings: Mapping[str, str]
    """The address of that page."""
    source: str
    """Where it was said first, with the year."""

    def name(self, language: str) -> str:
        return self.said[language].name

    def also(self, language: str) -> tuple[str, ...]:
        return self.said[language].also

    def short(self, language: str) -> str:
        return self.said[language].short

    def text(self, language: str) -> str:
        return self.said[language].text

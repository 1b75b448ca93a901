"""How PyTorch, Keras, the papers and the textbooks write the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rnnviz.lessons.glossary.entries import read


@dataclass(frozen=True, slots=True)
class Notation:
    """How one framework, paper or book writes."""

    name: str
    source: str
    """Where to read it: title, part, year."""
    address: str
    """On the web."""
    symbols: Mapping[str, str]
    """Markdown, by what is meant; what it has no sign for, or what is not known for sure, is not there."""


@dataclass(frozen=True, slots=True)
class Notations:
    """All of them, with the rows of their table."""

    rows: tuple[str, ...]
    notations: tuple[Notation, ...]


@cache
def notations() -> Notations:
    """The table of ``symbols.toml``."""
    table = read("symbols.toml")
    found = tuple(
        Notation(one["name"], one["source"], one["address"], MappingProxyType(dict(one["symbols"])))
        for one in table["notations"]
    )
    return Notations(tuple(table["rows"]), found)

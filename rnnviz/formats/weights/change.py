"""One thing that a conversion did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Change:
    """A sentence, and whether what it tells can be undone.

    >>> change = Change("{name} transposed.", {"name": "kernel"})
    >>> str(change), change.reversible
    ('kernel transposed.', True)
    """

    template: str
    """An English text that the catalogue knows."""
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    reversible: bool = True
    """Whether the numbers can be had back bit for bit."""

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, its template passed through ``translate`` first."""
        return translate(self.template).format(**self.values)

    def __str__(self) -> str:
        return self.said()

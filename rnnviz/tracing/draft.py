"""An event that does not yet know which line comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rnnviz.tracing.data import Changes, Event, Raised
from rnnviz.tracing.values import Value


@dataclass(slots=True)
class Draft:
    """As `Event`, whose fields it has; ``next_line`` is filled in when the next line is known."""

    kind: str
    source: int
    line: int
    frame: int
    parent: int | None
    depth: int
    next_line: int | None
    changed: Changes
    rebound: Mapping[str, Value]
    others: Mapping[int, Mapping[str, Value]]
    value: Value | Raised | None

    def event(self) -> Event:
        """The event as it stays."""
        others = {frame: MappingProxyType(values) for frame, values in self.others.items()}
        return Event(
            kind=self.kind,
            source=self.source,
            line=self.line,
            frame=self.frame,
            parent=self.parent,
            depth=self.depth,
            next_line=self.next_line,
            changed=MappingProxyType(self.changed),
            rebound=MappingProxyType(self.rebound),
            others=MappingProxyType(others),
            value=self.value,
        )

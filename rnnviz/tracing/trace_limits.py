"""How much of a run is kept."""

from dataclasses import dataclass, fields

from rnnviz import limits
from rnnviz.errors import ArgumentError
from rnnviz.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLimits:
    """How much `rnnviz.trace` keeps. What is cut says so: ``trace.cut``, or ``kept`` below ``size`` on a value.

    All are whole numbers, from 1.

    Raises:
        ArgumentError: one of them is not.

    >>> TraceLimits(events=500).events
    500
    """

    events: int = limits.MAX_TRACED_EVENTS
    """Events in all."""
    bytes: int = limits.MAX_TRACED_BYTES
    """Bytes in all, about."""
    elements: int = limits.MAX_TRACED_ELEMENTS
    """Numbers of one tensor or array."""
    items: int = limits.MAX_TRACED_ITEMS
    """Items of one list, dict or object."""
    depth: int = limits.MAX_TRACED_DEPTH
    """Lists inside of lists."""
    values: int = limits.MAX_TRACED_VALUES
    """Values of one variable, with all that is inside of it."""
    text: int = limits.MAX_TRACED_TEXT
    """Characters of one text."""
    source: int = limits.MAX_TRACED_SOURCE
    """Characters of the code of one function."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not int or value < 1:
                raise ArgumentError(
                    "trace-limit",
                    N_(
                        "{name} of TraceLimits must be a whole number from 1, got {got}. Leave it out for the usual "
                        "{usual}."
                    ),
                    name=field.name,
                    got=repr(value),
                    usual=field.default,
                )

"""A trace as JSON and a few long arrays, for a file.

Values are one list, in which each stands once and after all that it holds; others name it by its place there. The
numbers of all arrays of one type are one long array.
"""

from typing import Any, TypeAlias

import numpy as np
from jaxtyping import Shaped

from rnnviz.tracing.data import Event, Raised
from rnnviz.tracing.trace import Trace
from rnnviz.tracing.values import Array, Gone, Mapping, Number, Object, Reference, Sequence, Text, Value

Row: TypeAlias = list[Any]

GONE_PLACE = -1
"""Stands for the value of a variable that was deleted."""

NUMBERS = "numbers."
"""Before the name of the type, the name of an array in the file."""


class Packer:
    """Collects the values and the numbers of a trace."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}
        # The places of values by their ids; the trace holds on to them.
        self._parts: dict[str, list[Shaped[np.ndarray, " count"]]] = {}
        self._counts: dict[str, int] = {}

    def told(self, trace: Trace) -> dict[str, Any]:
        """Everything but the numbers of arrays."""
        events = [self._event(event) for event in trace.events]
        result = None if trace.result is None else self._place(trace.result)
        return {
            "title": trace.title,
            "sources": [
                [source.name, source.file, source.first_line, source.text, source.size] for source in trace.sources
            ],
            "events": events,
            "values": self._rows,
            "result": result,
            "error": None if trace.error is None else _raised(trace.error),
            "cut": trace.cut,
            "missed": list(trace.missed),
        }

    def arrays(self) -> dict[str, Shaped[np.ndarray, " count"]]:
        """The numbers of all arrays, by what they are called in the file."""
        return {NUMBERS + name: np.concatenate(parts) for name, parts in self._parts.items()}

    def _event(self, event: Event) -> Row:
        value = event.value
        if isinstance(value, Raised):
            told: Any = _raised(value)
        else:
            told = None if value is None else self._place(value)
        changed = {
            name: GONE_PLACE if isinstance(each, Gone) else self._place(each) for name, each in event.changed.items()
        }
        rebound = {name: self._place(each) for name, each in event.rebound.items()}
        others = [
            [frame, {name: self._place(each) for name, each in values.items()}]
            for frame, values in event.others.items()
        ]
        return [
            *(event.kind, event.source, event.line, event.frame, event.parent, event.depth, event.next_line),
            *(changed, rebound, others, told),
        ]

    def _place(self, value: Value) -> int:
        if id(value) not in self._places:
            row = self._row(value)
            self._places[id(value)] = len(self._rows)
            self._rows.append(row)
        return self._places[id(value)]

    def _row(self, value: Value) -> Row:
        match value:
            case Number():
                return ["number", value.type, value.text]
            case Text():
                return ["text", value.type, value.text, value.size, value.whole]
            case Array():
                return [
                    *("array", value.framework, value.type, value.dtype, list(value.shape), value.identity),
                    *(self._numbers(value.data), value.missing, value.device, value.requires_grad),
                    None if value.names is None else list(value.names),
                ]
            case Sequence():
                return ["sequence", value.type, value.identity, [self._place(item) for item in value.items], value.size]
            case Mapping():
                return ["mapping", value.type, value.identity, self._pairs(value.items), value.size]
            case Object():
                pairs = self._pairs(value.items)
                return ["object", value.type, value.identity, value.description, pairs, value.size]
            case Reference():
                return ["reference", value.type, value.identity]

    def _pairs(self, pairs: tuple[tuple[Value, Value], ...]) -> Row:
        return [[self._place(key), self._place(value)] for key, value in pairs]

    def _numbers(self, data: Shaped[np.ndarray, " kept"] | None) -> Row | None:
        """The type of the numbers, where they start among those of their type, and how many they are."""
        if data is None:
            return None
        name = data.dtype.name
        # A complex number is two of half its size.
        plain = data.view(f"float{data.dtype.itemsize * 4}") if data.dtype.kind == "c" else data
        start = self._counts.get(plain.dtype.name, 0)
        self._parts.setdefault(plain.dtype.name, []).append(plain)
        self._counts[plain.dtype.name] = start + len(plain)
        return [name, start, len(data)]


def _raised(raised: Raised) -> Row:
    return ["raised", raised.type, raised.message, raised.line]

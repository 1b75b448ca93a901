"""What a file says of the trace in it, read with suspicion: files come from anywhere."""

import math
from collections.abc import Callable
from collections.abc import Mapping as Named
from types import MappingProxyType
from typing import Any

import numpy as np
from jaxtyping import Shaped

from rnnviz import limits
from rnnviz.tracing.arrays import KEPT, WIDENED
from rnnviz.tracing.data import CUTS, KINDS, Event, Raised, Source
from rnnviz.tracing.packing import GONE_PLACE, NUMBERS
from rnnviz.tracing.trace import Trace
from rnnviz.tracing.values import (
    GONE,
    MISSING,
    Array,
    Gone,
    Mapping,
    Number,
    Object,
    Reference,
    Sequence,
    Text,
    Value,
)

SCHEMA = 1
"""Raised when a file of the new form cannot be read by the old code."""

_LARGEST = 2**63 - 1
_MOST_AXES = 64

Arrays = dict[str, Shaped[np.ndarray, " count"]]


def trace_told(told: Any, arrays: Arrays) -> Trace:
    """The trace.

    Raises:
        ValueError, TypeError, KeyError, IndexError: it is none.
    """
    names = ("title", "sources", "events", "values", "result", "error", "cut", "missed")
    if not isinstance(told, dict) or set(told) != set(names):
        raise ValueError("its parts are not those of a trace")
    values = _Values(arrays).read(_list(told["values"]))
    sources = tuple(_source(row) for row in _list(told["sources"]))
    events = _Events(values, len(sources)).read(_list(told["events"]))
    if told["cut"] is not None and told["cut"] not in CUTS:
        raise ValueError(f"cut {told['cut']!r}")
    result = None if told["result"] is None else values[_whole(told["result"], 0, len(values))]
    error = None if told["error"] is None else _raised(told["error"])
    if result is not None and error is not None:
        raise ValueError("it returned and raised")
    missed = tuple(_text(name) for name in _list(told["missed"]))
    return Trace(_text(told["title"]), sources, events, result, error, told["cut"], missed)


class _Values:
    """The values of a file, each after those that it holds."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._values: list[Value] = []
        self._inside: list[tuple[int, int]] = []
        # Of each value, how deep it goes, and how many values are shown with it.

    def read(self, rows: list[Any]) -> tuple[Value, ...]:
        for row in rows:
            kind, *rest = _list(row)
            if kind not in _READS:
                raise ValueError(f"a value {str(kind)[:40]!r}")
            read, count = _READS[kind]
            self._deep, self._many = 0, 1
            value = read(self, *_parts(rest, count))
            if self._deep > limits.MAX_TRACE_FILE_DEPTH or self._many > limits.MAX_TRACE_FILE_VALUES:
                raise ValueError("a value holds too many others")
            self._values.append(value)
            self._inside.append((self._deep, self._many))
        return tuple(self._values)

    def _at(self, place: Any) -> Value:
        known = _whole(place, 0, len(self._values))
        deep, many = self._inside[known]
        self._deep, self._many = max(self._deep, deep + 1), self._many + many
        return self._values[known]

    def _number(self, type: Any, text: Any) -> Number:
        return Number(_text(type), _text(text))

    def _texts(self, type: Any, text: Any, size: Any, whole: Any) -> Text:
        # Of bytes, one that cannot be printed is written with four characters.
        if not whole and _text(type) == "str" and len(_text(text)) > size:
            raise ValueError("a text is longer than it says")
        return Text(_text(type), _text(text), _whole(size), _flag(whole))

    def _array(
        self,
        framework: Any,
        type: Any,
        dtype: Any,
        shape: Any,
        identity: Any,
        numbers: Any,
        missing: Any,
        device: Any,
        requires_grad: Any,
        names: Any,
    ) -> Array:
        if framework not in ("torch", "numpy") or (missing is None) is (numbers is None):
            raise ValueError(f"an array of {framework!r} without {missing!r}")
        if missing is not None and missing not in MISSING:
            raise ValueError(f"an array without {missing!r}")
        sizes = tuple(_whole(size) for size in _list(shape))
        if len(sizes) > _MOST_AXES or (names is not None and len(_list(names)) != len(sizes)):
            raise ValueError("an array has other axes than it says")
        data = None if numbers is None else self._numbers(_text(dtype), *_parts(numbers, 3))
        if data is not None and len(data) > math.prod(sizes):
            raise ValueError("an array has more numbers than it says")
        return Array(
            framework=framework,
            type=_text(type),
            dtype=_text(dtype),
            shape=sizes,
            identity=_whole(identity),
            data=data,
            missing=missing,
            device=_text(device),
            requires_grad=_flag(requires_grad),
            names=None if names is None else tuple(None if name is None else _text(name) for name in names),
        )

    def _numbers(self, dtype: str, name: Any, start: Any, count: Any) -> Shaped[np.ndarray, " kept"]:
        if name != ("float32" if dtype in WIDENED else dtype) or name not in KEPT:
            raise ValueError(f"numbers of type {name!r} for {dtype!r}")
        parts = 2 if name.startswith("complex") else 1
        row = self._arrays[NUMBERS + (f"float{int(name[7:]) // 2}" if parts == 2 else name)]
        begin = _whole(start)
        end = begin + parts * _whole(count)
        if end > len(row):
            raise ValueError("an array has numbers that the file does not hold")
        found: Shaped[np.ndarray, " kept"] = row[begin:end]
        return found.view(name) if parts == 2 else found

    def _sequence(self, type: Any, identity: Any, items: Any, size: Any) -> Sequence:
        found = tuple(self._at(place) for place in _list(items))
        return Sequence(_text(type), _whole(identity), found, _whole(size, len(found)))

    def _mapping(self, type: Any, identity: Any, items: Any, size: Any) -> Mapping:
        found = self._pairs(items)
        return Mapping(_text(type), _whole(identity), found, _whole(size, len(found)))

    def _object(self, type: Any, identity: Any, description: Any, items: Any, size: Any) -> Object:
        found = self._pairs(items)
        return Object(_text(type), _whole(identity), _text(description), found, _whole(size, len(found)))

    def _pairs(self, items: Any) -> tuple[tuple[Value, Value], ...]:
        return tuple((self._at(key), self._at(value)) for key, value in _pairs(items))

    def _reference(self, type: Any, identity: Any) -> Reference:
        return Reference(_text(type), _whole(identity))


_READS: dict[Any, tuple[Callable[..., Value], int]] = {
    "number": (_Values._number, 2),
    "text": (_Values._texts, 4),
    "array": (_Values._array, 10),
    "sequence": (_Values._sequence, 4),
    "mapping": (_Values._mapping, 4),
    "object": (_Values._object, 5),
    "reference": (_Values._reference, 2),
}
"""How each kind of value is read, and from how many parts."""

_EVENT_PARTS = 11


class _Events:
    """The events of a file, in their order."""

    def __init__(self, values: tuple[Value, ...], sources: int) -> None:
        self._values, self._sources = values, sources
        self._last: dict[int, Event] = {}

    def read(self, rows: list[Any]) -> tuple[Event, ...]:
        return tuple(self._event(*_parts(row, _EVENT_PARTS)) for row in rows)

    def _event(
        self,
        kind: Any,
        source: Any,
        line: Any,
        frame: Any,
        parent: Any,
        depth: Any,
        next_line: Any,
        changed: Any,
        rebound: Any,
        others: Any,
        value: Any,
    ) -> Event:
        if kind not in KINDS:
            raise ValueError(f"an event {kind!r}")
        made = Event(
            kind=kind,
            source=_whole(source, 0, self._sources),
            line=_whole(line, 1),
            frame=_whole(frame),
            parent=None if parent is None else _whole(parent),
            depth=_whole(depth),
            next_line=None if next_line is None else _whole(next_line, 1),
            changed=self._changes(changed),
            rebound=self._named(rebound),
            others=MappingProxyType({_whole(other): self._named(names) for other, names in _pairs(others)}),
            value=self._value(kind, value),
        )
        self._check_place(made)
        self._last[made.frame] = made
        return made

    def _check_place(self, event: Event) -> None:
        """That the frames below it are there, and fewer with each step down."""
        last = self._last.get(event.frame)
        if (last is None) is not (event.kind == "call") or (last is not None and last.source != event.source):
            raise ValueError("a frame does not begin with a call")
        below = -1 if event.parent is None else self._last[event.parent].depth
        if event.depth != below + 1 or event.others.keys() - self._last.keys():
            raise ValueError("a frame stands on none")

    def _value(self, kind: str, value: Any) -> Value | Raised | None:
        if kind == "exception":
            return _raised(value)
        if kind in ("return", "yield"):
            return self._values[_whole(value, 0, len(self._values))]
        if value is not None:
            raise ValueError(f"an event {kind!r} with a value")
        return None

    def _named(self, names: Any) -> Named[str, Value]:
        return MappingProxyType(
            {name: self._values[_whole(place, 0, len(self._values))] for name, place in _dict(names).items()}
        )

    def _changes(self, names: Any) -> Named[str, Value | Gone]:
        gone = {name: GONE for name, place in _dict(names).items() if place == GONE_PLACE}
        kept = self._named({name: place for name, place in names.items() if name not in gone})
        return MappingProxyType({name: gone.get(name) or kept[name] for name in names})


def _source(row: Any) -> Source:
    name, file, first_line, text, size = _parts(row, 5)
    return Source(
        _text(name), _text(file), _whole(first_line, 1), _text(text), _whole(size, _text(text).count("\n") + 1)
    )


def _raised(row: Any) -> Raised:
    word, type, message, line = _parts(row, 4)
    if word != "raised":
        raise ValueError(f"an exception {word!r}")
    return Raised(_text(type), _text(message), None if line is None else _whole(line, 1))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{str(value)[:40]!r} instead of a list")
    return value


def _parts(value: Any, count: int) -> list[Any]:
    if len(_list(value)) != count:
        raise ValueError(f"{len(value)} parts instead of {count}")
    return _list(value)


def _pairs(value: Any) -> list[list[Any]]:
    return [_parts(pair, 2) for pair in _list(value)]


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{str(value)[:40]!r} instead of names")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{str(value)[:40]!r} instead of a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{str(value)[:40]!r} instead of true or false")
    return value


def _whole(value: Any, least: int = 0, below: int = _LARGEST) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < below:
        raise ValueError(f"{str(value)[:40]!r} instead of a whole number from {least}")
    return value

"""Copies of what variables hold, made without running code of theirs."""

import collections
import dataclasses
from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
from torch import Tensor, nn

from rnnviz.tracing.arrays import ArrayCopier
from rnnviz.tracing.class_name import bases, class_name, of_torch
from rnnviz.tracing.content import own_bytes, same_object
from rnnviz.tracing.described import attributes, describe, module_parts, opens
from rnnviz.tracing.identities import Identities
from rnnviz.tracing.trace_limits import TraceLimits
from rnnviz.tracing.values import Mapping, Number, Object, Reference, Sequence, Text, Value

_LISTS = (list, tuple, set, frozenset, collections.deque)
_NUMBERS = (bool, int, float, complex, type(None))
_FIXED = frozenset({bool, int, float, complex, str})
"""What cannot change."""

_LOOKED_AT = 10_000
"""Items of a list that are looked at, kept or not: a change behind them is noticed by its length alone."""

_BITS = 3
"""Fewer than the bits of a decimal digit: a number with more bits than these times the digits is cut."""


@dataclasses.dataclass(frozen=True, slots=True)
class Copy:
    """A value, a hash of what is not in it because of the limits, and the objects that have a number in it."""

    value: Value
    unseen: int
    held: list[object]
    of: object = None
    """The number or text that it is of: while the variable holds this very one, the copy needs no second look."""


class Copier:
    """Makes values; counts the bytes of all of them that are new."""

    def __init__(self, limits: TraceLimits, identities: Identities) -> None:
        self._limits, self._identities = limits, identities
        self._arrays = ArrayCopier(limits.elements)
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """Bytes of all values so far, about; what several hold is counted once."""
        return self._bytes + self._arrays.bytes

    def spend(self, count: int) -> None:
        """Count these bytes as well."""
        self._bytes += count

    def copy(self, thing: object, before: Value | None = None) -> Copy:
        """The value of an object: ``before``, what its variable held last, where that still says the same."""
        look = _Look(self, self._limits, self._identities, self._arrays)
        value = look.at(thing, before, 0)
        unseen = hash(tuple(look.unseen)) if look.unseen else 0
        return Copy(value, unseen, look.held, thing if type(thing) in _FIXED else None)


class _Look:
    """One look at one object, with all that is inside of it."""

    def __init__(self, copier: Copier, limits: TraceLimits, identities: Identities, arrays: ArrayCopier) -> None:
        self._copier, self._limits, self._identities, self._arrays = copier, limits, identities, arrays
        self._left = limits.values
        self._path: set[int] = set()
        self.unseen: list[int] = []
        self.held: list[object] = []

    def at(self, thing: Any, before: Value | None, depth: int) -> Value:
        """The value of an object: ``before``, or what was seen of it last, where that still says the same."""
        self._left -= 1
        kind = type(thing)
        made = self._plain(thing, kind)
        if made is not None:
            return self._once(made, before)
        self.held.append(thing)
        identity = self._identities.of(thing)
        if id(thing) in self._path:
            return self._once(Reference(class_name(kind), identity), before)
        last = self._identities.values.get(identity)
        if getattr(before, "identity", None) != identity:
            before = last
        value = self._once(self._made(thing, kind, identity, before, depth), before, last)
        if depth == 0 or last is None:
            self._identities.values[identity] = value
        return value

    def _once(self, made: Value, *known: Value | None) -> Value:
        """One of the known values, where it says the same: what does not change is kept once."""
        for value in known:
            if value is not None and same_object(made, value):
                return value
        self._copier.spend(own_bytes(made))
        return made

    def _plain(self, thing: Any, kind: type) -> Value | None:
        """A number or a text; None for what has an identity."""
        if kind in _NUMBERS:
            return Number(kind.__name__, self._digits(thing))
        if issubclass(kind, str):
            return self._text("str", str.__str__(thing))
        if issubclass(kind, (bytes, bytearray)):
            return self._bytes(class_name(kind), thing)
        if issubclass(kind, np.generic) and not issubclass(kind, np.void):
            return Number(class_name(kind), str(thing))
        for number in (int, float, complex):
            if issubclass(kind, number):
                return Number(class_name(kind), self._digits(number.__pos__(thing)))
        return None

    def _made(self, thing: Any, kind: type, identity: int, before: Value | None, depth: int) -> Value:
        if issubclass(kind, Tensor):
            value, unseen = self._arrays.tensor(thing, identity, before)
            self.unseen.append(unseen)
            return value
        if issubclass(kind, np.ndarray) and thing.dtype.kind not in "UOST":
            value, unseen = self._arrays.ndarray(thing, identity, before)
            self.unseen.append(unseen)
            return value
        self._path.add(id(thing))
        try:
            return self._opened(thing, kind, identity, before, depth)
        finally:
            self._path.discard(id(thing))

    def _opened(self, thing: Any, kind: type, identity: int, before: Value | None, depth: int) -> Value:
        """Something that holds others."""
        name = class_name(kind)
        if issubclass(kind, np.ndarray):
            rows = np.ndarray.view(thing, np.ndarray)
            if not rows.ndim:
                return Sequence(name, identity, self._items([rows[()]], 1, before, depth), 1)
            return Sequence(name, identity, self._items(rows, len(rows), before, depth), len(rows))
        if issubclass(kind, tuple) and (fields := _fields(kind)):
            pairs = dict(zip(fields, tuple.__iter__(thing), strict=False))
            return Mapping(name, identity, self._pairs(pairs, len(pairs), before, depth), len(pairs))
        for sort in _LISTS:
            if issubclass(kind, sort):
                size = sort.__len__(thing)
                return Sequence(name, identity, self._items(sort.__iter__(thing), size, before, depth), size)
        if issubclass(kind, dict):
            ordered: Any = collections.OrderedDict if issubclass(kind, collections.OrderedDict) else dict
            size = dict.__len__(thing)
            return Mapping(name, identity, self._entries(ordered.items(thing), size, before, depth), size)
        if issubclass(kind, nn.Module):
            return self._module(thing, identity, before, depth)
        if not issubclass(kind, type) and any("__dataclass_fields__" in base.__dict__ for base in bases(kind)):
            pairs = attributes(thing)
            return Mapping(name, identity, self._pairs(pairs, len(pairs), before, depth), len(pairs))
        told = describe(thing)[: self._limits.text]
        pairs = attributes(thing) if opens(kind) and not told else {}
        return Object(name, identity, told, self._pairs(pairs, len(pairs), before, depth), len(pairs))

    def _module(self, module: nn.Module, identity: int, before: Value | None, depth: int) -> Object:
        name = class_name(type(module))
        told = describe(module)[: self._limits.text]
        if depth or of_torch(type(module)):
            return Object(name, identity, told)
        tensors, plain, modules = module_parts(module)
        parts = {**tensors, **plain, **modules}
        return Object(name, identity, told, self._pairs(parts, len(parts), before, depth), len(parts))

    def _items(self, items: Iterable[object], size: int, before: Value | None, depth: int) -> tuple[Value, ...]:
        old = before.items if isinstance(before, Sequence) else ()
        found = list(islice(items, _LOOKED_AT))  # at once: another thread may change them
        kept: list[Value] = []
        for item in found[: self._room(size, depth)]:
            known = old[len(kept)] if len(kept) < len(old) else None
            kept.append(self.at(item, known, depth + 1))
            if self._left <= 0:
                break
        if len(kept) < size:
            self._pass_over(found[len(kept) :])
        return tuple(kept)

    def _pairs(
        self, pairs: dict[str, object], size: int, before: Value | None, depth: int
    ) -> tuple[tuple[Value, Value], ...]:
        return self._entries(pairs.items(), size, before, depth)

    def _entries(
        self, entries: Iterable[tuple[object, object]], size: int, before: Value | None, depth: int
    ) -> tuple[tuple[Value, Value], ...]:
        old = before.items if isinstance(before, Mapping | Object) else ()
        found = list(islice(entries, _LOOKED_AT))
        kept: list[tuple[Value, Value]] = []
        for key, item in found[: self._room(size, depth)]:
            key_before, item_before = old[len(kept)] if len(kept) < len(old) else (None, None)
            made = (self.at(key, key_before, depth + 1), self.at(item, item_before, depth + 1))
            # A pair that is kept once is compared at once.
            same = made[0] is key_before and made[1] is item_before
            kept.append(old[len(kept)] if same else made)
            if self._left <= 0:
                break
        if len(kept) < size:
            self._pass_over([part for pair in found[len(kept) :] for part in pair])
        return tuple(kept)

    def _room(self, size: int, depth: int) -> int:
        return min(size, self._limits.items) if depth < self._limits.depth and self._left > 0 else 0

    def _pass_over(self, rest: list[object]) -> None:
        """What is not kept is still noticed when another object takes its place."""
        self.unseen.append(hash(tuple(map(id, rest))))

    def _digits(self, number: Any) -> str:
        if isinstance(number, int) and number.bit_length() > _BITS * min(self._limits.text, 1000):
            return f"{number >> (number.bit_length() - 64):#x}… ({number.bit_length()} bits)"
        return repr(number)

    def _text(self, kind: str, text: str) -> Text:
        kept = text[: self._limits.text]
        if len(kept) < len(text):
            self.unseen.append(hash(text))
        return Text(kind, kept, len(text), len(kept) == len(text))

    def _bytes(self, kind: str, given: bytes | bytearray | memoryview) -> Text:
        given = memoryview(given)
        some = bytes(given[: self._limits.text])
        if len(some) < len(given):
            self.unseen.append(hash(bytes(given)))
        return Text(kind, repr(some)[2:-1], len(given), len(some) == len(given))


def _fields(kind: type) -> tuple[str, ...]:
    """The names of a named tuple's fields."""
    for base in bases(kind):
        fields = base.__dict__.get("_fields")
        if type(fields) is tuple and all(type(field) is str for field in fields):
            return fields
    return ()

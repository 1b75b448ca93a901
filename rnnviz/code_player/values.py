"""Values as data for the browser: one after the other, what is inside a value before it, and equal ones once."""

import json
from typing import Any

from rnnviz.code_player.room import Room
from rnnviz.tracing import Array, Mapping, Number, Object, Reference, Sequence, Text, Value


class Values:
    """The list of values: each is told once, and meant by its place from then on."""

    def __init__(self, most: int) -> None:
        self.most = most
        """How many numbers of an array are told at most."""
        self.room = Room()
        self.told: list[str] = []
        self._size = 0
        self._places: dict[str, int] = {}
        # A trace holds the same value again as long as it stays what it was: that is known without a look inside.
        self._seen: dict[int, int] = {}
        self._held: list[Value] = []

    @property
    def size(self) -> int:
        """About how many bytes all of them take (bytes)."""
        return self._size + self.room.size

    def place(self, value: Value) -> int:
        """Where the value stands in the list."""
        if id(value) not in self._seen:
            text = json_of(self._data(value))
            if text not in self._places:
                self._places[text] = len(self.told)
                self.told.append(text)
                self._size += len(text)
            self._seen[id(value)] = self._places[text]
            self._held.append(value)
        return self._seen[id(value)]

    def _data(self, value: Value) -> dict[str, Any]:
        match value:
            case Number(type, text):
                return {"kind": "number", "type": type, "text": text}
            case Text(type, text, size, whole):
                return {"kind": "text", "type": type, "text": text, "size": size, "whole": whole}
            case Array():
                return self._array(value)
            case Sequence(type, identity, items, size):
                inner = [self.place(item) for item in items]
                return {"kind": "sequence", "type": type, "id": identity, "items": inner, "size": size}
            case Mapping(type, identity, pairs, size):
                return {"kind": "mapping", "type": type, "id": identity, "items": self._pairs(pairs), "size": size}
            case Object(type, identity, description, pairs, size):
                told = {"text": description} if description else {}
                inside = self._pairs(pairs)
                return {"kind": "object", "type": type, "id": identity, "items": inside, "size": size, **told}
            case Reference(type, identity):
                return {"kind": "reference", "type": type, "id": identity, "text": "…"}

    def _pairs(self, pairs: tuple[tuple[Value, Value], ...]) -> list[list[int]]:
        return [[self.place(key), self.place(item)] for key, item in pairs]

    def _array(self, value: Array) -> dict[str, Any]:
        told: dict[str, Any] = {
            "kind": "array",
            "type": value.type,
            "dtype": value.dtype,
            "shape": list(value.shape),
            "size": value.size,
            "id": value.identity,
        }
        if value.device != "cpu":
            told["device"] = value.device
        if value.requires_grad:
            told["grad"] = True
        if value.names is not None and any(value.names):
            told["names"] = list(value.names)
        if value.data is None:
            return {**told, "missing": value.missing}
        data = value.data[: self.most]
        if data.dtype.kind in "biuf":
            return {**told, "data": self.room.add(data)}
        # Complex numbers: the browser has no array for them.
        return {**told, "texts": [str(number).strip("()") for number in data.tolist()]}


def json_of(data: object) -> str:
    """JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

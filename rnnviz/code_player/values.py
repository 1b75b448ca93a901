"""Values as data for the browser."""

from typing import Any

import numpy as np

from rnnviz.code_player.room import Room
from rnnviz.tracing import Array, Mapping, Number, Object, Reference, Sequence, Text, Value


def value_data(value: Value, room: Room, most: int) -> dict[str, Any]:
    """A value as JSON can hold it; of an array the first ``most`` numbers go to ``room``."""
    match value:
        case Number(type, text):
            return {"kind": "number", "type": type, "text": text}
        case Text(type, text, size, whole):
            return {"kind": "text", "type": type, "text": text, "size": size, "whole": whole}
        case Array():
            return _array(value, room, most)
        case Sequence(type, identity, items, size):
            inner: list[Any] = [value_data(item, room, most) for item in items]
            return {"kind": "sequence", "type": type, "id": identity, "items": inner, "size": size}
        case Mapping(type, identity, items, size):
            inner = _pairs(items, room, most)
            return {"kind": "mapping", "type": type, "id": identity, "items": inner, "size": size}
        case Object(type, identity, description, items, size):
            inner = _pairs(items, room, most)
            told = {"text": description} if description else {}
            return {"kind": "object", "type": type, "id": identity, "items": inner, "size": size, **told}
        case Reference(type, identity):
            return {"kind": "reference", "type": type, "id": identity, "text": "…"}


def _pairs(items: tuple[tuple[Value, Value], ...], room: Room, most: int) -> list[Any]:
    return [[value_data(key, room, most), value_data(item, room, most)] for key, item in items]


def _array(value: Array, room: Room, most: int) -> dict[str, Any]:
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
    data = value.data[:most]
    if data.dtype.kind in "biuf":
        return {**told, "data": room.add(data)}
    return {**told, "texts": [_text(number) for number in data.tolist()]}


def _text(number: object) -> str:
    return str(number).strip("()") if isinstance(number, complex | np.complexfloating) else str(number)

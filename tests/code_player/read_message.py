"""Reads the message of a trace, format 1, from its description, and applies its changes one after the other."""

import json
from typing import Any

import numpy as np

from rnnviz.tracing import Array, Mapping, Number, Object, Reference, Sequence, Text, Value

TYPES = {"float32": "<f4", "float64": "<f8", "uint8": "|u1", "int32": "<i4", "int64": "<i8", "uint64": "<u8"}


class Message:
    """A message taken apart: the header, and the arrays behind it."""

    def __init__(self, raw: bytes) -> None:
        assert raw[:4] == b"RNNC"
        assert int.from_bytes(raw[4:8], "little") == 1
        length = int.from_bytes(raw[8:12], "little")
        assert (12 + length) % 8 == 0, "the arrays must start at a multiple of 8"
        self.header: dict[str, Any] = json.loads(raw[12 : 12 + length].decode("utf-8"))
        self.payload = raw[12 + length :]

    def numbers(self, place: dict[str, Any]) -> np.ndarray:
        """The flat array that a place in the header describes."""
        assert place["offset"] % 8 == 0
        return np.frombuffer(self.payload, TYPES[place["dtype"]], place["count"], place["offset"])

    def moments(self) -> list[dict[int, dict[str, Any]]]:
        """After each event, the variables of every frame so far: what changed put in, what is gone taken out."""
        frames: dict[int, dict[str, Any]] = {}
        found = []
        for event in self.header["events"]:
            frame = frames.setdefault(event["frame"], {})
            for name, value in (*event["changed"], *event["rebound"]):
                if value is None:
                    frame.pop(name)
                else:
                    frame[name] = self.header["values"][value]
            for other, held in event["others"]:
                frames[other] |= {name: self.header["values"][value] for name, value in held}
            found.append({number: dict(variables) for number, variables in frames.items()})
        return found

    def stack(self, step: int) -> list[int]:
        """The frames on the stack right after an event, the outermost first."""
        events = self.header["events"]
        stack: list[int] = []
        number = events[step]["frame"]
        while number is not None:
            stack.insert(0, number)
            last = next(event for event in reversed(events[: step + 1]) if event["frame"] == number)
            number = last["parent"]
        return stack


def assert_same(told: dict[str, Any], value: Value, message: Message) -> None:
    """Fail unless the data says exactly what the value is; an array that was cut must be its beginning."""
    match value:
        case Number(type, text):
            assert told == {"kind": "number", "type": type, "text": text}
        case Text(type, text, size, whole):
            assert told == {"kind": "text", "type": type, "text": text, "size": size, "whole": whole}
        case Array():
            facts = (told["type"], told["dtype"], tuple(told["shape"]), told["size"], told["id"])
            assert facts == (value.type, value.dtype, value.shape, value.size, value.identity)
            assert told.get("device", "cpu") == value.device
            assert told.get("grad", False) == value.requires_grad
            assert tuple(told.get("names", ())) == tuple(value.names or ())
            if value.data is None:
                assert told["missing"] == value.missing
            elif "texts" in told:
                assert [complex(text) for text in told["texts"]] == value.data[: len(told["texts"])].tolist()
            else:
                sent = message.numbers(told["data"])
                # Python compares a float with a whole number exactly, NumPy does not.
                np.testing.assert_array_equal(np.isnan(sent), np.isnan(value.data[: len(sent)]))
                given = zip(sent.tolist(), value.data[: len(sent)].tolist(), strict=True)
                assert all(one == other or one != one for one, other in given)
                assert len(sent) == value.kept or len(sent) in (16, 64, 256, 1024)
        case Sequence(type, identity, items, size):
            assert (told["type"], told["id"], told["size"], len(told["items"])) == (type, identity, size, len(items))
            for inner, item in zip(told["items"], items, strict=True):
                assert_same(message.header["values"][inner], item, message)
        case Mapping(type, identity, pairs, size) | Object(type, identity, _, pairs, size):
            assert (told["type"], told["id"], told["size"], len(told["items"])) == (type, identity, size, len(pairs))
            for (key, inner), (name, item) in zip(told["items"], pairs, strict=True):
                assert_same(message.header["values"][key], name, message)
                assert_same(message.header["values"][inner], item, message)
            assert told.get("text", "") == (value.description if isinstance(value, Object) else "")
        case Reference(type, identity):
            assert (told["kind"], told["type"], told["id"]) == ("reference", type, identity)

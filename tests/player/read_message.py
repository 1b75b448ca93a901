"""Reads the player's message, format 1, from its description; shares nothing with the code that writes it."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Message:
    """The header as JSON, and the arrays it points at."""

    header: dict[str, Any]
    payload: bytes

    @property
    def recording(self) -> dict[str, Any]:
        """The one recording of today's messages."""
        (only,) = self.header["recordings"]
        assert isinstance(only, dict)
        return only

    def array(self, reference: dict[str, Any]) -> np.ndarray:
        """The array that a reference describes; it lies at a multiple of 8 and inside the payload."""
        assert sorted(reference) == ["dtype", "offset", "shape"]
        kind = {"float32": "<f4", "uint8": "|u1"}[reference["dtype"]]
        count = int(np.prod(reference["shape"], dtype=np.int64))
        assert reference["offset"] % 8 == 0
        assert 0 <= reference["offset"] <= len(self.payload) - count * np.dtype(kind).itemsize
        flat = np.frombuffer(self.payload, kind, count, reference["offset"])
        return flat.reshape(reference["shape"])


def read_message(raw: bytes) -> Message:
    """Take a message apart."""
    assert raw[:4] == b"RNNV"
    assert int.from_bytes(raw[4:8], "little") == 1
    length = int.from_bytes(raw[8:12], "little")
    assert (12 + length) % 8 == 0, "the payload must start at a multiple of 8"

    def refuse(word: str) -> None:
        raise AssertionError(f"JSON has no {word}")

    header = json.loads(raw[12 : 12 + length].decode("utf-8"), parse_constant=refuse)
    return Message(header, raw[12 + length :])

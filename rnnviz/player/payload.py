"""The bytes of a message: a header in JSON, and the arrays that it points into."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from rnnviz.recorder import Track

FORMAT = 1
MAGIC = b"RNNV"


class Payload:
    """The arrays behind the header, each at a multiple of 8 bytes."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0
        self.shared: dict[tuple[int, str], dict[str, Any]] = {}

    def add(self, array: np.ndarray) -> dict[str, Any]:
        """Append an array; what the header says of it."""
        # What float32 cannot hold becomes inf, and is shown as inf.
        with np.errstate(over="ignore"):
            kept = np.ascontiguousarray(array, dtype=np.uint8 if array.dtype == np.uint8 else np.dtype("<f4"))
        reference = {"dtype": kept.dtype.name, "shape": list(kept.shape), "offset": self.size}
        raw = kept.tobytes()
        raw += bytes(-len(raw) % 8)
        self.parts.append(raw)
        self.size += len(raw)
        return reference

    def weights(self, track: Track) -> dict[str, Any]:
        """The weights of a layer and direction, appended once for all the rows that share them."""
        key = track.layer, track.direction
        if key not in self.shared:
            self.shared[key] = {name: self.add(weight) for name, weight in track.weights.items()}
        return self.shared[key]

    def packed(self, header: Mapping[str, Any]) -> bytes:
        """Name and format, the header that points into the arrays, and the arrays."""
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        # A label may hold half of a surrogate pair, which UTF-8 cannot say but a JSON escape can.
        raw = text.encode(errors="backslashreplace")
        raw += b" " * (-(12 + len(raw)) % 8)
        return b"".join([MAGIC, struct.pack("<II", FORMAT, len(raw)), raw, *self.parts])

"""The arrays behind the header of a message, each at a multiple of 8 bytes, and equal ones once."""

from typing import Any

import numpy as np

_KEPT = {
    "f2": "<f4",
    "f4": "<f4",
    "f8": "<f8",
    "b1": "|u1",
    "u1": "|u1",
    "i1": "<i4",
    "i2": "<i4",
    "i4": "<i4",
    "u2": "<i4",
}
"""By kind and size: what the browser has a typed array for and holds every number exactly."""


class Room:
    """Arrays one after the other; ``bytes`` is what they take."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._known: dict[tuple[str, bytes], dict[str, Any]] = {}
        self.size = 0

    def add(self, array: np.ndarray) -> dict[str, Any]:
        """Append a flat array of real numbers; where it is, for the header."""
        kept = np.ascontiguousarray(array, dtype=_exact(array))
        raw = kept.tobytes()
        key = kept.dtype.name, raw
        if key not in self._known:
            self._known[key] = {"dtype": kept.dtype.name, "offset": self.size, "count": len(kept)}
            self._parts += [raw, bytes(-len(raw) % 8)]
            self.size += len(raw) + -len(raw) % 8
        return self._known[key]

    @property
    def content(self) -> bytes:
        """All of them."""
        return b"".join(self._parts)


def _exact(array: np.ndarray) -> np.dtype[Any]:
    short = f"{array.dtype.kind}{array.dtype.itemsize}"
    if short in _KEPT:
        return np.dtype(_KEPT[short])
    if array.dtype.kind == "f":
        return np.dtype("<f8")
    # Most whole numbers are small, and a plain number is quicker for the browser than a big one.
    if not len(array) or (array.min() >= -(2**31) and array.max() < 2**31):
        return np.dtype("<i4")
    return np.dtype("<i8") if array.dtype.kind == "i" else np.dtype("<u8")

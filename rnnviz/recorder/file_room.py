"""Room for a recording in a safetensors file, which is laid out before the first number is known."""

import json
import math
import mmap
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.recorder.array_names import GRADIENT, WEIGHT
from rnnviz.recorder.facts import Facts
from rnnviz.recorder.parity import Parity
from rnnviz.recorder.room import Room
from rnnviz.recorder.schema import facts_to_tell
from rnnviz.recorder.whole_file import whole_file
from rnnviz.recorder.width import kept_as

TYPES = {np.float32: "F32", np.float64: "F64"}
"""What the file calls a type."""
_PARITY = 64
"""Characters kept free for the parity, which is known last."""


class FileRoom(Room):
    """The arrays of a recording in a file that is being written."""

    def __init__(self, path: Path, facts: Facts, *, weights: bool = True) -> None:
        self._facts, self._weights = facts, weights
        self._dtype = kept_as(facts.dtype)
        self._offsets: dict[str, int] = {}
        at = 0
        for name, shape in self._shapes.items():
            self._offsets[name] = at
            at += math.prod(shape) * np.dtype(self._dtype).itemsize
        header = self._header(None)
        self._start = len(header)
        with path.open("wb+") as file:
            file.write(header)
            file.truncate(self._start + at)
            file.flush()
            self._map = mmap.mmap(file.fileno(), 0)

    @property
    def _shapes(self) -> dict[str, tuple[int, ...]]:
        shapes = self._facts.shapes
        return shapes if self._weights else without_weights(shapes)

    def _header(self, parity: Parity | None) -> bytes:
        schema, facts = facts_to_tell(self._facts)
        known = json.dumps(None if parity is None else [parity.h, parity.c]).ljust(_PARITY)
        entries: dict[str, Any] = {
            "__metadata__": {"rnnviz_schema": str(schema), "rnnviz": json.dumps(facts), "parity": known}
        }
        size = np.dtype(self._dtype).itemsize
        for name, shape in self._shapes.items():
            begin = self._offsets[name]
            end = begin + math.prod(shape) * size
            entries[name] = {"dtype": TYPES[self._dtype], "shape": list(shape), "data_offsets": [begin, end]}
        text = json.dumps(entries).encode()
        # The numbers begin at a multiple of eight bytes, so that they can be used where they lie.
        text = text.ljust(-(-len(text) // 8) * 8)
        return struct.pack("<Q", len(text)) + text

    def empty(self, name: str, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
        return mapped(self._map, self._start + self._offsets[name], shape, dtype)

    def keep(self, name: str, value: np.ndarray, *, shared: bool = True) -> np.ndarray:
        if name in self._offsets:
            self.empty(name, value.shape, self._dtype)[...] = value
        return value

    def finish(self, parity: Parity) -> None:
        """Write down what is known last."""
        self._map[: self._start] = self._header(parity)
        self._map.flush()
        del self._map


def mapped(memory: mmap.mmap, offset: int, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
    """An array that lies in a mapped file."""
    count = math.prod(shape)
    if not count:
        return np.empty(shape, dtype)
    return np.frombuffer(memory, dtype, count, offset).reshape(shape)


@contextmanager
def writing(path: str | Path, facts: Facts, *, weights: bool = True) -> Iterator[FileRoom]:
    """Room in a file; the file is there, under its name, when everything in it is.

    Raises:
        FileError: the file cannot be written.
    """
    with whole_file(path) as part:
        yield FileRoom(part, facts, weights=weights)


def without_weights(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The shapes of all arrays but the module's parameters and their gradients."""
    return {name: shape for name, shape in shapes.items() if not name.removeprefix(GRADIENT).startswith(WEIGHT)}

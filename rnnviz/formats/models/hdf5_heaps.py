"""The texts of an HDF5 file, out of its bytes: HDF5 itself goes astray in texts that are damaged.

Source: "Level 1E - Global Heap" in the HDF5 file format specification, version 3.0.
"""

import struct
from collections.abc import Iterator

_START = b"GCOL\x01"
_HEAD = 16
"""Bytes before a heap's first text, and before each text."""


def texts_in(content: bytes) -> Iterator[bytes]:
    """The texts of any length that a file holds, as far as its heaps are sound."""
    place = content.find(_START)
    while place >= 0:
        yield from _texts(content, place)
        place = content.find(_START, place + len(_START))


def _texts(content: bytes, place: int) -> Iterator[bytes]:
    if place + _HEAD > len(content):
        return
    (size,) = struct.unpack_from("<Q", content, place + 8)
    at, end = place + _HEAD, min(place + size, len(content))
    while end - at >= _HEAD:
        number, _, _, length = struct.unpack_from("<HHIQ", content, at)
        # Number 0 is what is free, up to the heap's end.
        if not number or at + _HEAD + length > end:
            return
        yield content[at + _HEAD : at + _HEAD + length]
        # A text is filled up to eight bytes.
        at += _HEAD + -(-length // 8) * 8

"""The heaps of an HDF5 file, in which its texts lie: HDF5 walks through a damaged one without an end.

Source: "Level 1E - Global Heap" in the HDF5 file format specification, version 3.0.
"""

import struct

from rnnviz.errors import FileError
from rnnviz.limits import MAX_MODEL_NODES
from rnnviz.words import N_

_START = b"GCOL\x01"
_HEAD = 16
"""Bytes before a heap's first text, and before each text."""


def check_heaps(content: bytes) -> None:
    """Every heap ends where it says it does, and so do the texts in it.

    Raises:
        FileError: one does not.
    """
    count, place = 0, content.find(_START)
    while place >= 0:
        count += _check_heap(content, place, MAX_MODEL_NODES - count)
        place = content.find(_START, place + len(_START))


def _check_heap(content: bytes, place: int, most: int) -> int:
    """How many texts a heap holds."""
    if place + _HEAD > len(content):
        raise _damaged()
    (size,) = struct.unpack_from("<Q", content, place + 8)
    at, end, count = place + _HEAD, place + size, 0
    if end > len(content) or size < _HEAD:
        raise _damaged()
    while end - at >= _HEAD:
        number, _, _, length = struct.unpack_from("<HHIQ", content, at)
        # What is free counts its own head; a text is filled up to eight bytes.
        step = _HEAD + -(-length // 8) * 8 if number else length
        count += 1
        if step < _HEAD or at + step > end or count > most:
            raise _damaged()
        at += step
    return count


def _damaged() -> FileError:
    template = N_("The texts of the HDF5 file are damaged, or too many. Copy or save it again.")
    return FileError("model-hdf5-texts", template)

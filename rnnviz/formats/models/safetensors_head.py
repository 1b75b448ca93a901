"""What the head of a safetensors file tells of its tensors: all of it looked at before any number is.

Source: the "Format" section of https://github.com/huggingface/safetensors. Eight bytes say how long the head is; the
head is JSON; the numbers follow it without a gap.
"""

import json
import math
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_count, check_name, check_shape, check_unpacked, megabytes
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

FLOATS = {"F16": 2, "BF16": 2, "F32": 4, "F64": 8}
"""Bytes of a number of each type that weights may have,"""
COUNTS = {"BOOL": 1, "I8": 1, "U8": 1, "I16": 2, "U16": 2, "I32": 4, "U32": 4, "I64": 8, "U64": 8}
"""and of those that are no weights: counters, masks, indices."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor: its type by safetensors' name, its shape, and where its bytes begin, from the start of the file."""

    dtype: str
    shape: tuple[int, ...]
    begin: int


def entries_of(content: bytes | memoryview, most: int = limits.MAX_MODEL_HEADER_BYTES) -> dict[str, Entry]:
    """The floating-point tensors of a safetensors file by name, in the order of its head.

    Args:
        content: the file.
        most: bytes of its head.

    Raises:
        FileError: it breaks the format or a limit, or holds numbers that are no weights.
    """
    head = _head(content, most)
    metadata = head.pop("__metadata__", {})
    if isinstance(metadata, dict):
        _check_own(metadata)
    check_count(len(head))
    start = 8 + struct.unpack("<Q", content[:8])[0]
    found: dict[str, Entry] = {}
    spans: list[tuple[int, int]] = []
    total = 0
    for name, told in head.items():
        entry, end = _entry(check_name(name), told)
        spans.append((entry.begin, end))
        if entry.dtype in FLOATS:
            total += end - entry.begin
            check_unpacked(total)
            found[name] = Entry(entry.dtype, entry.shape, start + entry.begin)
    _check_spans(spans, len(content) - start)
    return found


def _head(content: bytes | memoryview, most: int) -> dict[str, Any]:
    if len(content) < 8:
        raise _cut(8, len(content))
    (length,) = struct.unpack("<Q", content[:8])
    if length > most:
        template = N_(
            "The head of a safetensors file may have up to {most} MB, this one says that it has {got} MB. The file is "
            "damaged, or too large: save the recurrent module alone."
        )
        raise FileError("model-safetensors-head-size", template, most=megabytes(most), got=megabytes(length))
    if length > len(content) - 8:
        raise _cut(8 + length, len(content))
    try:
        head = json.loads(bytes(content[8 : 8 + length]).decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as problem:
        if isinstance(problem, FileError):
            raise
        head = None
    if not isinstance(head, dict):
        template = N_(
            "The head of a safetensors file must be a JSON object, and is none here. It is damaged: save it again."
        )
        raise FileError("model-safetensors-json", template)
    return head


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names are all different: else two readers would see two files."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name, count in times.items() if count > 1)
        template = N_("A safetensors file must say each name once, {name} is there twice. Save it again.")
        raise FileError("model-safetensors-twice", template, name=shown(twice))
    return found


def _check_own(metadata: Mapping[str, object]) -> None:
    if "rnnviz_schema" in metadata:
        template = N_(
            "This is a recording that rnnviz saved, and not a file of weights. Open it as a recording, or with "
            "rnnviz.load(path)."
        )
        raise FileError("model-recording", template)
    if "rnnviz_trace_schema" in metadata:
        template = N_(
            "This is a trace that rnnviz saved, and not a file of weights. Open it as a trace, or with "
            "rnnviz.load_trace(path)."
        )
        raise FileError("model-trace", template)


def _entry(name: str, told: object) -> tuple[Entry, int]:
    """What is told of one tensor, and where it ends; both places from the end of the head."""
    offsets = told.get("data_offsets") if isinstance(told, dict) else None
    if (
        not isinstance(told, dict)
        or told.keys() != {"dtype", "shape", "data_offsets"}
        or not isinstance(told["dtype"], str)
        or not isinstance(told["shape"], list)
        or not isinstance(offsets, list)
        or len(offsets) != 2
        or not all(type(offset) is int and 0 <= offset < 2**63 for offset in offsets)
    ):
        template = N_(
            "A safetensors file must tell dtype, shape and data_offsets of every tensor, it does not of {name}. The "
            "file is damaged: save it again."
        )
        raise FileError("model-safetensors-entry", template, name=shown(name))
    dtype, shape = told["dtype"], check_shape(name, told["shape"])
    size = FLOATS.get(dtype) or COUNTS.get(dtype)
    if size is None:
        template = N_(
            "Weights must be float16, bfloat16, float32 or float64, {name} has type {got}. Convert it with "
            "tensor.float(), and save again."
        )
        raise FileError("model-dtype", template, name=shown(name), got=shown(dtype))
    begin, end = offsets
    if end - begin != math.prod(shape) * size:
        template = N_(
            "The tensor {name} must have {rule} bytes, for its shape {shape} and type {dtype}, the file gives it "
            "{got}. It is damaged: save it again."
        )
        raise FileError(
            "model-safetensors-bytes",
            template,
            name=shown(name),
            rule=math.prod(shape) * size,
            shape=shape,
            dtype=dtype,
            got=end - begin,
        )
    return Entry(dtype, shape, begin), end


def _check_spans(spans: list[tuple[int, int]], size: int) -> None:
    """The tensors fill the rest of the file: none lies over another, nothing lies between or behind them."""
    at = 0
    for begin, end in sorted(spans):
        if begin != at:
            template = N_(
                "The tensors of a safetensors file must follow each other, one begins at byte {got} instead of {rule}. "
                "The file is damaged: save it again."
            )
            raise FileError("model-safetensors-place", template, got=begin, rule=at)
        at = end
    if at > size:
        raise _cut(at, size)
    if at < size:
        template = N_(
            "A safetensors file must end with its last tensor, this one has {got} more bytes. It is damaged: save it "
            "again."
        )
        raise FileError("model-safetensors-rest", template, got=size - at)


def _cut(rule: int, got: int) -> FileError:
    template = N_(
        "The safetensors file is cut off: by its head it has {rule} bytes ({megabytes} MB), {got} are there. Copy or "
        "download it again."
    )
    return FileError("model-safetensors-cut", template, rule=rule, megabytes=megabytes(rule), got=got)

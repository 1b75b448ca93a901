"""Recordings on disk: one safetensors file, with a schema that has a version.

A file is laid out before the first number is known, and mapped into memory while it is written and after it was
loaded: a recording may be larger than the memory of the machine.
"""

import json
import math
import mmap
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from rnnviz.cells import CELL_TYPES
from rnnviz.errors import FileError, SchemaError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.facts import LAYER_INPUT, WEIGHT, Facts, facts_of_recording
from rnnviz.recorder.parity import TOLERANCE, Parity
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.room import Room
from rnnviz.recorder.width import kept_as
from rnnviz.words import N_

SCHEMA = 2
"""Raised when a file of the new form cannot be read by the old code."""

_TYPES = {np.float32: "F32", np.float64: "F64"}
_PARITY = 64
"""Characters kept free for the parity, which is known last."""
_MOST_LAYERS = 10_000


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
        return shapes if self._weights else _without_weights(shapes)

    def _header(self, parity: Parity | None) -> bytes:
        facts = asdict(self._facts)
        known = json.dumps(None if parity is None else [parity.h, parity.c]).ljust(_PARITY)
        entries: dict[str, Any] = {
            "__metadata__": {"rnnviz_schema": str(SCHEMA), "rnnviz": json.dumps(facts), "parity": known}
        }
        size = np.dtype(self._dtype).itemsize
        for name, shape in self._shapes.items():
            begin = self._offsets[name]
            end = begin + math.prod(shape) * size
            entries[name] = {"dtype": _TYPES[self._dtype], "shape": list(shape), "data_offsets": [begin, end]}
        text = json.dumps(entries).encode()
        # The numbers begin at a multiple of eight bytes, so that they can be used where they lie.
        text = text.ljust(-(-len(text) // 8) * 8)
        return struct.pack("<Q", len(text)) + text

    def empty(self, name: str, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
        return _mapped(self._map, self._start + self._offsets[name], shape, dtype)

    def keep(self, name: str, value: np.ndarray, *, shared: bool = True) -> np.ndarray:
        if name in self._offsets:
            self.empty(name, value.shape, self._dtype)[...] = value
        return value

    def finish(self, parity: Parity) -> None:
        """Write down what is known last."""
        self._map[: self._start] = self._header(parity)
        self._map.flush()
        del self._map


def _mapped(memory: mmap.mmap, offset: int, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
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
    path = Path(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield FileRoom(part, facts, weights=weights)
        part.replace(path)
    except OSError as problem:
        raise FileError(
            "file-write",
            N_("path must be a place that can be written, {path} is not ({why}). Choose another folder."),
            path=path,
            why=problem,
        ) from problem
    finally:
        part.unlink(missing_ok=True)


def save(recording: Recording, path: str | Path, *, weights: bool = True) -> None:
    """Write a recording; ``weights=False`` leaves the module's parameters out."""
    with writing(path, facts_of_recording(recording), weights=weights and bool(recording.weights)) as room:
        for name, value in _arrays(recording).items():
            room.keep(name, value)
        room.finish(recording.parity)


_OWN = ("input", "output", "h_n", "c_n", "h_0", "c_0", "gates", "weighted_sums", "h", "c")

_SIDE_BY_SIDE = ("gates", "weighted_sums")


def _arrays(recording: Recording) -> dict[str, np.ndarray]:
    arrays = {name: getattr(recording, name) for name in _OWN if getattr(recording, name) is not None}
    arrays |= {name: np.moveaxis(arrays[name], 0, -2) for name in _SIDE_BY_SIDE}
    arrays |= {f"{LAYER_INPUT}{layer}": value for layer, value in enumerate(recording.layer_inputs or ())}
    return arrays | {WEIGHT + name: value for name, value in recording.weights.items()}


def recording_from(facts: Facts, arrays: Mapping[str, np.ndarray], parity: Parity) -> Recording:
    """A recording of these arrays; they become read-only."""
    for array in arrays.values():
        array.setflags(write=False)
    layers = range(facts.architecture.num_layers - 1) if facts.drops else None
    names = facts.architecture.parameter_names
    weights = {name: arrays[WEIGHT + name] for name in names} if WEIGHT + names[0] in arrays else {}
    return Recording(
        architecture=facts.architecture,
        dtype=facts.dtype,
        input=arrays["input"],
        gates=arrays["gates"].transpose(4, 0, 1, 2, 3, 5),
        weighted_sums=arrays["weighted_sums"].transpose(4, 0, 1, 2, 3, 5),
        h=arrays["h"],
        output=arrays["output"],
        h_n=arrays["h_n"],
        h_0=arrays["h_0"],
        c_n=arrays.get("c_n"),
        c_0=arrays.get("c_0"),
        c=arrays.get("c"),
        parity=parity,
        weights=MappingProxyType(weights),
        lengths=facts.lengths,
        labels=facts.labels,
        layer_inputs=None if layers is None else tuple(arrays[f"{LAYER_INPUT}{layer}"] for layer in layers),
    )


def load(path: str | Path) -> Recording:
    """Read a recording that ``Recording.save`` or ``record(..., path=...)`` wrote.

    Its arrays stay in the file: each is read when it is looked at.

    Raises:
        FileError: the file is missing, damaged, or no recording.
        SchemaError: the file was written by another version of the format.
    """
    path = Path(path)
    try:
        # The library looks at the layout: sizes, types, and that nothing overlaps or is missing.
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
        schema = metadata.get("rnnviz_schema")
        if schema is None:
            raise _damaged(path, "it holds tensors, but no recording")
        if schema != str(SCHEMA):
            raise SchemaError(
                "file-schema",
                N_(
                    "{path} must be a recording with schema {schema}, it has schema {got}. Record "
                    "again, or use the rnnviz that wrote it."
                ),
                path=path,
                schema=SCHEMA,
                got=schema,
            )
        facts = _facts(json.loads(metadata["rnnviz"]))
        return recording_from(facts, _read(path, facts), _parity(json.loads(metadata["parity"]), facts))
    except (
        *(OSError, SafetensorError, TypeError, AttributeError, KeyError, ValueError),
        *(IndexError, OverflowError, RecursionError, struct.error),
    ) as problem:
        if isinstance(problem, FileError):
            raise
        raise _damaged(path, problem) from problem


def _damaged(path: Path, why: object) -> FileError:
    return FileError(
        "file-read",
        N_(
            "{path} must be a recording saved by rnnviz, it cannot be read as one ({why}). Save "
            "it again with rec.save(path)."
        ),
        path=path,
        why=why,
    )


def _read(path: Path, facts: Facts) -> dict[str, np.ndarray]:
    """The arrays, mapped; each must have the type and shape that the facts ask for."""
    with path.open("rb") as file:
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack("<Q", memory[:8])
    entries = json.loads(memory[8 : 8 + length])
    entries.pop("__metadata__")
    shapes, dtype = facts.shapes, kept_as(facts.dtype)
    if not any(name.startswith(WEIGHT) for name in entries):
        shapes = _without_weights(shapes)
    if entries.keys() != shapes.keys():
        raise ValueError(f"it holds too much or too little: {', '.join(sorted(entries.keys() ^ shapes.keys()))}")
    found: dict[str, np.ndarray] = {}
    for name, shape in shapes.items():
        entry = entries[name]
        wanted, got = (_TYPES[dtype], list(shape)), (entry["dtype"], entry["shape"])
        if got != wanted:
            raise ValueError(f"{name} is {got[0]} {got[1]} instead of {wanted[0]} {wanted[1]}")
        found[name] = _mapped(memory, 8 + length + entry["data_offsets"][0], shape, dtype)
    return found


def _without_weights(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {name: shape for name, shape in shapes.items() if not name.startswith(WEIGHT)}


def _facts(told: Any) -> Facts:
    _check_names(told, Facts)
    architecture = _architecture(told["architecture"])
    if told["dtype"] not in TOLERANCE:
        raise ValueError(f"dtype {told['dtype']!r}")
    for name, least in (("seq_len", 1), ("batch", 0)):
        _whole(name, told[name], least)
    for name in ("batched", "steps_apart", "drops"):
        _flag(name, told[name])
    lengths, labels = told["lengths"], told["labels"]
    seq_len, batch = told["seq_len"], told["batch"]
    if lengths is not None:
        for length in lengths:
            _whole("a length", length, 1)
        if len(lengths) != batch or max(lengths) != seq_len:
            raise ValueError("the lengths do not fit the recording")
    if labels is not None:
        _check_labels(labels, lengths or [seq_len] * batch)
    known = {
        "architecture": architecture,
        "lengths": None if lengths is None else tuple(lengths),
        "labels": None if labels is None else tuple(tuple(row) for row in labels),
    }
    return Facts(**{**told, **known})


def _check_names(told: Any, of: type) -> None:
    if not isinstance(told, dict) or told.keys() != {field.name for field in fields(of)}:
        raise ValueError("its facts are not those of a recording")


def _architecture(told: Any) -> Architecture:
    _check_names(told, Architecture)
    module, mode = told["module"], told["mode"]
    if not isinstance(mode, str) or mode not in CELL_TYPES or module not in _modules(mode):
        raise ValueError(f"module {module!r} with mode {mode!r}")
    for name, least in (
        *(("input_size", 0), ("hidden_size", 1), ("proj_size", 0)),
        *(("num_layers", 1), ("num_directions", 1)),
    ):
        _whole(name, told[name], least)
    _flag("bias", told["bias"])
    _flag("batch_first", told["batch_first"])
    if told["proj_size"] and (mode != "LSTM" or told["proj_size"] >= told["hidden_size"]):
        raise ValueError(f"proj_size {told['proj_size']}")
    found = Architecture(**told)
    plain = (found.num_layers, found.num_directions, found.proj_size, found.batch_first) == (1, 1, 0, False)
    if found.num_directions > 2 or found.num_layers > _MOST_LAYERS or (found.single_step and not plain):
        raise ValueError(f"no {module} has such layers")
    return found


def _modules(mode: str) -> tuple[str, str]:
    name = f"nn.{mode.partition('_')[0]}"
    return name, f"{name}Cell"


def _whole(name: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} is {value!r}")


def _flag(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}")


def _check_labels(labels: object, lengths: list[int]) -> None:
    lists = isinstance(labels, list) and all(isinstance(row, list) for row in labels)
    if not lists or not isinstance(labels, list) or [len(row) for row in labels] != lengths:
        raise ValueError("the labels do not fit the recording")
    if not all(isinstance(label, str) for row in labels for label in row):
        raise ValueError("a label is not text")


def _parity(told: object, facts: Facts) -> Parity:
    match told:
        case [int() | float() as h, int() | float() as c] if "c" in facts.architecture.cell.states:
            return Parity(float(h), float(c))
        case [int() | float() as h, None] if "c" not in facts.architecture.cell.states:
            return Parity(float(h), None)
    raise ValueError(f"parity {told!r}")

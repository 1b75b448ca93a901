"""Recordings on disk: one safetensors file, with a schema that has a version.

A file is laid out before the first number is known, and mapped into memory while it is written and after it was
loaded: a recording may be larger than the memory of the machine.
"""

import json
import mmap
import struct
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from rnnviz.errors import FileError, SchemaError
from rnnviz.recorder.array_names import GRADIENT, LAYER_INPUT, WEIGHT, overridden_name
from rnnviz.recorder.facts import Facts, facts_of_recording, recording_of
from rnnviz.recorder.file_room import TYPES, mapped, without_weights, writing
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.schema import READ, SCHEMA, facts_told, parity_told
from rnnviz.recorder.width import kept_as
from rnnviz.words import N_


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
    arrays |= {WEIGHT + name: value for name, value in recording.weights.items()}
    arrays |= {overridden_name(*key): value for key, value in recording.overridden.items()}
    derived = () if recording.gradients is None else recording.gradients.arrays()
    return arrays | {GRADIENT + name: value for name, value in derived}


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
        if schema not in map(str, READ):
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
        facts = facts_told(json.loads(metadata["rnnviz"]))
        return recording_of(facts, _read(path, facts), parity_told(json.loads(metadata["parity"]), facts))
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
        shapes = without_weights(shapes)
    if entries.keys() != shapes.keys():
        raise ValueError(f"it holds too much or too little: {', '.join(sorted(entries.keys() ^ shapes.keys()))}")
    found: dict[str, np.ndarray] = {}
    for name, shape in shapes.items():
        entry = entries[name]
        wanted, got = (TYPES[dtype], list(shape)), (entry["dtype"], entry["shape"])
        if got != wanted:
            raise ValueError(f"{name} is {got[0]} {got[1]} instead of {wanted[0]} {wanted[1]}")
        found[name] = mapped(memory, 8 + length + entry["data_offsets"][0], shape, dtype)
    return found

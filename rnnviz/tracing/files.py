"""Traces on disk: one safetensors file, with a schema that has a version. Reading one never runs code."""

import json
import os
import struct
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Shaped
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save_file

from rnnviz import limits
from rnnviz.errors import FileError, SchemaError
from rnnviz.tracing.packing import Packer
from rnnviz.tracing.schema import SCHEMA, trace_told
from rnnviz.tracing.trace import Trace
from rnnviz.words import N_

_TYPES = {
    "BOOL": np.bool_,
    "I8": np.int8,
    "I16": np.int16,
    "I32": np.int32,
    "I64": np.int64,
    "U8": np.uint8,
    "U16": np.uint16,
    "U32": np.uint32,
    "U64": np.uint64,
    "F16": np.float16,
    "F32": np.float32,
    "F64": np.float64,
}
"""What the file calls a type."""


def save(trace: Trace, path: str | Path) -> None:
    """Write a trace; the file is there, under its name, when everything is in it.

    Raises:
        FileError: the file cannot be written.
    """
    path = Path(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    packer = Packer()
    told = json.dumps(packer.told(trace), separators=(",", ":"))
    try:
        save_file(packer.arrays(), part, {"rnnviz_trace": told, "rnnviz_trace_schema": str(SCHEMA)})
        part.replace(path)
    except (OSError, SafetensorError) as problem:
        raise FileError(
            "trace-file-write",
            N_("path must be a place that can be written, {path} is not ({why}). Choose another folder."),
            path=path,
            why=problem,
        ) from problem
    finally:
        part.unlink(missing_ok=True)


def load_trace(source: str | Path | bytes) -> Trace:
    """Read a trace that ``Trace.save`` wrote; no code in it or of it is run.

    Args:
        source: the path of the file, or its bytes.

    Raises:
        FileError: the file is missing, too large, damaged, or no trace.
        SchemaError: the file was written by another version of the format.
    """
    name = "the file" if isinstance(source, bytes) else str(source)
    try:
        raw = source if isinstance(source, bytes) else _read(Path(source))
        if len(raw) > limits.MAX_TRACE_FILE_BYTES:
            raise ValueError(f"it has {len(raw)} bytes, at most {limits.MAX_TRACE_FILE_BYTES} are read")
        # The library looks at the layout: sizes, types, and that nothing overlaps or is missing.
        arrays = {key: _array(entry) for key, entry in deserialize(raw)}  # type: ignore[no-untyped-call]
        metadata = _metadata(raw)
        schema = metadata.get("rnnviz_trace_schema")
        if schema is None:
            raise ValueError("it holds tensors, but no trace")
        if schema != str(SCHEMA):
            raise SchemaError(
                "trace-file-schema",
                N_(
                    "{path} must be a trace with schema {schema}, it has schema {got}. Trace again, or use the rnnviz "
                    "that wrote it."
                ),
                path=name,
                schema=SCHEMA,
                got=schema,
            )
        return trace_told(json.loads(metadata["rnnviz_trace"]), arrays)
    except (
        *(OSError, SafetensorError, TypeError, AttributeError, KeyError, ValueError),
        *(IndexError, OverflowError, RecursionError, struct.error),
    ) as problem:
        if isinstance(problem, FileError):
            raise
        raise FileError(
            "trace-file-read",
            N_(
                "{path} must be a trace saved by rnnviz, it cannot be read as one ({why}). Save it again with "
                "trace.save(path)."
            ),
            path=name,
            why=problem,
        ) from problem


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.MAX_TRACE_FILE_BYTES + 1)


def _metadata(raw: bytes) -> dict[str, Any]:
    (length,) = struct.unpack("<Q", raw[:8])
    metadata: dict[str, Any] = json.loads(raw[8 : 8 + length]).get("__metadata__", {})
    return metadata


def _array(entry: dict[str, Any]) -> Shaped[np.ndarray, " count"]:
    """The numbers of one type, all in one row."""
    if entry["dtype"] not in _TYPES or len(entry["shape"]) != 1:
        raise ValueError(f"it holds {entry['dtype']} {entry['shape']}")
    kind = np.dtype(_TYPES[entry["dtype"]])
    raw = bytes(entry["data"])
    # A byte that is neither 0 nor 1 is no bool that NumPy could work with.
    found: Shaped[np.ndarray, " count"] = (
        np.frombuffer(raw, np.uint8) != 0 if kind.kind == "b" else np.frombuffer(raw, kind)
    )
    found.flags.writeable = False
    return found

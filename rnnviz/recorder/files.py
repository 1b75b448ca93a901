"""Recordings on disk: one safetensors file, with a schema that has a version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from rnnviz.cells import CELL_TYPES
from rnnviz.errors import FileError, SchemaError
from rnnviz.recorder.parity import TOLERANCE, Parity
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.weights import DIRECTIONS, parameter_names
from rnnviz.words import N_

SCHEMA = 1
"""Raised when a file of the new form cannot be read by the old code."""

_ARRAYS = ("input", "output", "h_n", "c_n", "h_0", "c_0", "gates", "weighted_sums", "h", "c")
_WEIGHT = "weights."
_LAYER_INPUT = "layer_inputs."


def save(recording: Recording, path: str | Path, *, weights: bool = True) -> None:
    """Write a recording; ``weights=False`` leaves the module's parameters out."""
    arrays = {name: getattr(recording, name) for name in _ARRAYS if getattr(recording, name) is not None}
    if weights:
        arrays.update({_WEIGHT + name: value for name, value in recording.weights.items()})
    for layer, value in enumerate(recording.layer_inputs or ()):
        arrays[f"{_LAYER_INPUT}{layer}"] = value
    facts = {
        "mode": recording.mode,
        "dtype": recording.dtype,
        "bias": recording.bias,
        "batch_first": recording.batch_first,
        "parity": [recording.parity.h, recording.parity.c],
        "lengths": recording.lengths,
        "labels": recording.labels,
    }
    metadata = {"rnnviz_schema": str(SCHEMA), "rnnviz": json.dumps(facts)}
    try:
        save_file({name: np.ascontiguousarray(value) for name, value in arrays.items()}, path, metadata)
    except (OSError, SafetensorError) as problem:
        raise FileError(
            "file-write",
            N_("path must be a place that can be written, {path} is not ({why}). Choose another folder."),
            path=path,
            why=problem,
        ) from problem


def load(path: str | Path) -> Recording:
    """Read a recording that ``Recording.save`` wrote.

    Raises:
        FileError: the file is missing, damaged, or no recording.
        SchemaError: the file was written by another version of the format.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, TypeError, AttributeError) as problem:
        raise _damaged(path, problem) from problem
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
    for array in arrays.values():
        array.setflags(write=False)
    try:
        return _Reader(json.loads(metadata["rnnviz"]), arrays).recording()
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as problem:
        raise _damaged(path, problem) from problem


def _damaged(path: str | Path, why: object) -> FileError:
    return FileError(
        "file-read",
        N_(
            "{path} must be a recording saved by rnnviz, it cannot be read as one ({why}). Save "
            "it again with rec.save(path)."
        ),
        path=path,
        why=why,
    )


@dataclass(frozen=True)
class _Reader:
    """A file's facts and arrays, checked against each other before they become a recording."""

    facts: Mapping[str, Any]
    arrays: Mapping[str, np.ndarray]

    def recording(self) -> Recording:
        facts = self.facts
        cell_type = CELL_TYPES[facts["mode"]]
        if facts["dtype"] not in TOLERANCE:
            raise ValueError(f"dtype {facts['dtype']!r}")
        if not isinstance(facts["bias"], bool) or not isinstance(facts["batch_first"], bool):
            raise ValueError("bias and batch_first are not both true or false")
        h = self._array("h", 5)
        num_layers, num_directions, seq_len, batch, hidden_size = h.shape
        if 0 in h.shape or num_directions > len(DIRECTIONS):
            raise ValueError(f"h has shape {h.shape}")
        stacked = (num_layers * num_directions, batch, hidden_size)
        two_states = "c" in cell_type.states
        operations = cell_type.operations
        features = self._array("input", 3).shape[2]
        ends = (batch, seq_len) if facts["batch_first"] else (seq_len, batch)
        shapes: dict[str, tuple[int, ...]] = {
            "input": (seq_len, batch, features),
            "output": (*ends, num_directions * hidden_size),
            "h_n": stacked,
            "h_0": stacked,
            "gates": (len(cell_type.gates), *h.shape),
            "weighted_sums": (sum(operation.has_product for operation in operations), *h.shape),
        }
        if two_states:
            shapes |= {"c_n": stacked, "c_0": stacked, "c": h.shape}
        for name, shape in shapes.items():
            if self._array(name, len(shape)).shape != shape:
                raise ValueError(f"{name} has shape {self.arrays[name].shape} instead of {shape}")
        return Recording(
            mode=facts["mode"],
            dtype=facts["dtype"],
            bias=facts["bias"],
            batch_first=facts["batch_first"],
            **{name: self.arrays[name] for name in ("input", "output", "h_n", "h_0", "gates", "weighted_sums", "h")},
            c_n=self.arrays["c_n"] if two_states else None,
            c_0=self.arrays["c_0"] if two_states else None,
            c=self.arrays["c"] if two_states else None,
            parity=self._parity(two_states),
            weights=self._weights(features, h.shape, len(cell_type.weight_blocks)),
            lengths=self._lengths(seq_len, batch),
            labels=self._labels(seq_len, batch),
            layer_inputs=self._layer_inputs(h.shape),
        )

    def _array(self, name: str, dimensions: int) -> np.ndarray:
        array = self.arrays[name]
        # Half types are kept as float32.
        kind = np.float64 if self.facts["dtype"] == "float64" else np.float32
        if array.ndim != dimensions or array.dtype != kind:
            raise ValueError(
                f"{name} is {array.dtype} with {array.ndim} dimensions instead of {kind.__name__} with {dimensions}"
            )
        return array

    def _parity(self, two_states: bool) -> Parity:
        h, c = self.facts["parity"]
        return Parity(float(h), float(c) if two_states else None)

    def _weights(self, features: int, axes: tuple[int, ...], num_blocks: int) -> Mapping[str, np.ndarray]:
        num_layers, num_directions, _, _, hidden_size = axes
        weights = {
            name.removeprefix(_WEIGHT): self._array(name, 2 if name.startswith(_WEIGHT + "weight") else 1)
            for name in self.arrays
            if name.startswith(_WEIGHT)
        }
        if not weights:
            return MappingProxyType({})
        rows = num_blocks * hidden_size
        shapes: dict[str, tuple[int, ...]] = {}
        for layer in range(num_layers):
            columns = num_directions * hidden_size if layer else features
            for direction in range(num_directions):
                names = parameter_names(layer, direction, bias=self.facts["bias"])
                wanted = ((rows, columns), (rows, hidden_size), (rows,), (rows,))
                shapes.update(zip(names, wanted, strict=False))
        if {name: value.shape for name, value in weights.items()} != shapes:
            raise ValueError("the weights do not fit the recording")
        return MappingProxyType({name: weights[name] for name in shapes})

    def _lengths(self, seq_len: int, batch: int) -> tuple[int, ...] | None:
        lengths = self.facts["lengths"]
        if lengths is None:
            return None
        if len(lengths) != batch or not all(isinstance(n, int) and 0 < n <= seq_len for n in lengths):
            raise ValueError("the lengths do not fit the recording")
        return tuple(lengths)

    def _labels(self, seq_len: int, batch: int) -> tuple[tuple[str, ...], ...] | None:
        labels = self.facts["labels"]
        if labels is None:
            return None
        lists = isinstance(labels, list) and all(isinstance(row, list) for row in labels)
        if not lists or [len(row) for row in labels] != [seq_len] * batch:
            raise ValueError("the labels do not fit the recording")
        if not all(isinstance(label, str) for row in labels for label in row):
            raise ValueError("a label is not text")
        return tuple(tuple(row) for row in labels)

    def _layer_inputs(self, axes: tuple[int, ...]) -> tuple[np.ndarray, ...] | None:
        num_layers, num_directions, seq_len, batch, hidden_size = axes
        if not any(name.startswith(_LAYER_INPUT) for name in self.arrays):
            return None
        found = tuple(self._array(f"{_LAYER_INPUT}{layer}", 3) for layer in range(num_layers - 1))
        if any(value.shape != (seq_len, batch, num_directions * hidden_size) for value in found):
            raise ValueError("the inputs of the layers do not fit the recording")
        return found

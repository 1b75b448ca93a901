"""The numbers of ONNX's tensors, out of the file itself and of no other.

Source: the message TensorProto in onnx/onnx.proto.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from onnx import TensorProto
from torch import Tensor

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_name, check_shape, check_unpacked
from rnnviz.formats.models.shown import shown, shown_shape
from rnnviz.words import N_

_FLOATS: dict[int, np.dtype[Any]] = {
    TensorProto.FLOAT: np.dtype("<f4"),
    TensorProto.DOUBLE: np.dtype("<f8"),
    TensorProto.FLOAT16: np.dtype("<f2"),
    # NumPy knows no bfloat16: its bits travel as whole numbers.
    TensorProto.BFLOAT16: np.dtype("<i2"),
}
_FEW = 16
"""Whole numbers that a shape, a list of axes or a permutation holds at most."""


@dataclass(slots=True)
class Taken:
    """What was taken out of a file so far."""

    tensors: dict[str, Float[Tensor, "..."]] = field(default_factory=dict)
    """By names that are all different."""
    names: dict[tuple[int, str], str] = field(default_factory=dict)
    """What a value of a graph, by the graph's id and its own name, is called among them."""
    size: int = 0
    """Bytes."""

    def room(self, size: int) -> None:
        """Count some more bytes, before they are taken.

        Raises:
            FileError: that is too many.
        """
        self.size += size
        check_unpacked(self.size)

    def keep(self, graph: object, name: str, tensor: Float[Tensor, "..."]) -> str:
        """Keep a value of a graph; gives the name that it goes by."""
        own, number = check_text(name), 1
        while own in self.tensors:
            number += 1
            own = f"{name} ({number})"
        self.tensors[own] = tensor
        self.names[id(graph), name] = own
        return own


def check_text(name: object) -> str:
    """A name, which protobuf gives as bytes where it is no UTF-8.

    Raises:
        FileError: it is none.
    """
    if not isinstance(name, str):
        template = N_("The names in an ONNX file must be text, {name} is none. The file is damaged: export it again.")
        raise FileError("model-onnx-text", template, name=shown(name))
    return check_name(name)


def is_float(told: TensorProto) -> bool:
    """Whether it holds numbers as weights are."""
    return told.data_type in _FLOATS


def type_of(told: TensorProto) -> str:
    """The type of its numbers, as ONNX calls it."""
    known: dict[int, str] = {number: name for name, number in TensorProto.DataType.items()}
    return known.get(told.data_type, str(told.data_type))


def check_inside(told: TensorProto, name: str) -> None:
    """Its numbers are in the file.

    Raises:
        FileError: they are in another one.
    """
    if told.data_location == TensorProto.EXTERNAL or told.external_data:
        path = next((entry.value for entry in told.external_data if entry.key == "location"), "")
        template = N_(
            "An ONNX file must hold all its weights, {name} lies in another file, {path}, which is not opened. Save "
            "it as one file: onnx.save(onnx.load(path), other_path)."
        )
        raise FileError("model-onnx-external", template, name=shown(name), path=shown(path) or "–")


def numbers_of(told: TensorProto, name: str, taken: Taken) -> Float[Tensor, "..."]:
    """A floating-point tensor, in memory of its own.

    Raises:
        FileError: its numbers are elsewhere, too many, or fewer or more than its shape says.
    """
    check_inside(told, check_text(name))
    shape = check_shape(name, list(told.dims))
    dtype = _FLOATS[told.data_type]
    count = math.prod(shape)
    fields: dict[int, Any] = {TensorProto.FLOAT: told.float_data, TensorProto.DOUBLE: told.double_data}
    values = fields.get(told.data_type, told.int32_data)
    got = len(told.raw_data) if told.HasField("raw_data") else len(values) * dtype.itemsize
    if got != count * dtype.itemsize or told.HasField("segment"):
        template = N_(
            "The tensor {name} must have {rule} bytes, for its shape {shape} and type {dtype}, the file gives it "
            "{got}. It is damaged: export the model again."
        )
        raise FileError(
            "model-onnx-bytes",
            template,
            name=shown(name),
            rule=count * dtype.itemsize,
            shape=shown_shape(shape),
            dtype=type_of(told),
            got=got,
        )
    taken.room(got)
    flat: np.ndarray
    if told.HasField("raw_data"):
        flat = np.frombuffer(told.raw_data, dtype).copy()
    elif told.data_type in fields:
        flat = np.asarray(values, dtype)
    else:
        # Each holds the bits of one half.
        flat = np.asarray(values, np.int32).astype(np.uint16).view(dtype)
    found = torch.from_numpy(flat).reshape(shape)
    return found.view(torch.bfloat16) if told.data_type == TensorProto.BFLOAT16 else found


def integers_of(told: TensorProto) -> tuple[int, ...] | None:
    """The few whole numbers of a shape or a list of axes; None for anything else."""
    if told.data_type != TensorProto.INT64 or told.data_location == TensorProto.EXTERNAL:
        return None
    if told.HasField("raw_data"):
        raw = told.raw_data
        return tuple(np.frombuffer(raw, "<i8").tolist()) if len(raw) % 8 == 0 and len(raw) <= 8 * _FEW else None
    return tuple(told.int64_data) if len(told.int64_data) <= _FEW else None

"""Archives, pickles and safetensors files made by hand, as bad as they have to be."""

import io
import json
import pickle
import struct
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import torch


def zipped(members: Mapping[str, bytes], method: int = ZIP_STORED) -> bytes:
    room = io.BytesIO()
    with ZipFile(room, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return room.getvalue()


def safetensors_file(head: object, numbers: bytes = b"", length: int | None = None) -> bytes:
    """A head that is an object, or text, and says a length that is not its own."""
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + numbers


def entry(shape: list[Any], begin: int = 0, end: int | None = None, dtype: str = "F32") -> dict[str, Any]:
    size = {"F32": 4, "F16": 2, "C64": 8, "F8_E4M3": 1}[dtype]
    count = 1
    for length in shape:
        count *= length
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, begin + size * count if end is None else end]}


@dataclass(frozen=True)
class Numbers:
    """A storage that a pickle speaks of."""

    count: int
    key: str = "0"


@dataclass(frozen=True)
class Tensor:
    """A tensor that a pickle speaks of."""

    shape: tuple[Any, ...]
    strides: tuple[Any, ...]
    numbers: Any
    offset: Any = 0

    def __reduce__(self) -> tuple[Any, ...]:
        arguments: tuple[Any, ...] = (self.numbers, self.offset, self.shape, self.strides, False, OrderedDict())
        return torch._utils._rebuild_tensor_v2, arguments


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> Any:
        return ("storage", torch.FloatStorage, obj.key, "cpu", obj.count) if isinstance(obj, Numbers) else None


def pickled(value: object, protocol: int = 2) -> bytes:
    room = io.BytesIO()
    _Pickler(room, protocol).dump(value)
    return room.getvalue()


def torch_zip(data: object, numbers: Mapping[str, bytes] | None = None) -> bytes:
    """A file as torch.save makes them: a pickle, or what becomes one, and bytes by their keys."""
    members = {"archive/data.pkl": data if isinstance(data, bytes) else pickled(data), "archive/version": b"3\n"}
    members |= {f"archive/data/{key}": content for key, content in (numbers or {}).items()}
    return zipped(members)


def saved_by_torch(value: object, *, legacy: bool = False, protocol: int = 2) -> bytes:
    room = io.BytesIO()
    torch.save(value, room, _use_new_zipfile_serialization=not legacy, pickle_protocol=protocol)
    return room.getvalue()

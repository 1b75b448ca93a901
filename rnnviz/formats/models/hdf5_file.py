"""The arrays of an HDF5 file, behind a strict door: nothing outside of the file is opened, and no number of it is read
before its shape, its place and its storage were looked at.

HDF5 itself tells where the numbers lie. They are taken out of the file's bytes here, and unpacked here where they are
compressed, so that no array takes more room than its shape says. Attributes are not read: nothing here needs one.
"""

import math
import zlib
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import h5py
import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_count, check_name, check_shape, check_unpacked
from rnnviz.formats.models.hdf5_heaps import texts_in
from rnnviz.formats.models.shown import shown, shown_shape
from rnnviz.limits import MAX_MODEL_DEPTH, MAX_MODEL_NODES
from rnnviz.words import N_

_GZIP = h5py.h5z.FILTER_DEFLATE
_CONFIG = b'{"class_name"'
_SIZES = (2, 4, 8)
"""Bytes of a floating-point number."""


@dataclass(slots=True)
class Hdf5:
    """What is in a file.

    Attributes:
        tensors: its floating-point arrays by their paths, "layers/gru/cell/vars/0".
        others: the types of the arrays that hold something else, by their paths.
        config: the text that tells of a model's layers, as the older files of Keras have it; None where there is none.
    """

    tensors: dict[str, Float[Tensor, "..."]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    config: bytes | None = None


def hdf5_of(content: bytes) -> Hdf5:
    """Everything of a file that weights may need.

    Raises:
        FileError: it is damaged, breaks a limit, or speaks of another file.
    """
    try:
        with h5py.File(h5py.h5f.open_file_image(content)) as file:
            found = _Reader(content).read(file)
    except FileError:
        raise
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError, OverflowError, zlib.error):
        template = N_("The HDF5 file is damaged or cut off: it cannot be read to its end. Copy or save it again.")
        raise FileError("model-hdf5", template) from None
    found.config = next((text for text in texts_in(content) if text.startswith(_CONFIG)), None)
    return found


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content, self._found = content, Hdf5()
        self._seen: set[int] = set()
        self._size = 0
        self._arrays: dict[str, tuple[Any, bool]] = {}
        """By path, and whether its numbers are bfloat16's bits."""

    def read(self, file: h5py.File) -> Hdf5:
        waiting: list[tuple[str, Any]] = [("", file)]
        while waiting:
            path, group = waiting.pop()
            inner: list[tuple[str, Any]] = []
            for name, kind in self._links(path, group):
                below = f"{path}/{name}" if path else name
                self._check_link(check_name(below), kind)
                one = group[name.encode()]
                if isinstance(one, h5py.Group):
                    inner.append((below, one))
                elif isinstance(one, h5py.Dataset):
                    self._array(below, one)
            waiting += inner[::-1]
        # All of them were looked at before any is taken out.
        for path, (array, half) in self._arrays.items():
            self._found.tensors[path] = self._taken(path, array, half=half)
        return self._found

    def _links(self, path: str, group: Any) -> list[tuple[str, int]]:
        """The names in a group, and how each is linked."""
        address = h5py.h5o.get_info(group.id).addr
        if address in self._seen or path.count("/") >= MAX_MODEL_DEPTH:
            template = N_("Groups of an HDF5 file may lie {most} deep in one another, and in no circle, {path} does.")
            raise FileError("model-hdf5-depth", template, most=MAX_MODEL_DEPTH, path=shown(path))
        self._seen.add(address)
        if len(self._seen) + len(self._arrays) + len(self._found.others) + len(group) > MAX_MODEL_NODES:
            template = N_(
                "An HDF5 file may hold up to {most} groups and arrays, this one has more. Save a smaller model."
            )
            raise FileError("model-hdf5-objects", template, most=MAX_MODEL_NODES)
        found: list[tuple[str, int]] = []

        def note(name: bytes, info: Any) -> None:
            found.append((name.decode(errors="replace"), info.type))

        group.id.links.iterate(note, info=True)
        return found

    def _check_link(self, path: str, kind: int) -> None:
        if kind == h5py.h5l.TYPE_HARD:
            return
        if kind == h5py.h5l.TYPE_EXTERNAL:
            template = N_(
                "An HDF5 file must hold everything in itself, {path} is a link into another file, which is not opened. "
                "Save the model again."
            )
            raise FileError("model-hdf5-link", template, path=shown(path))
        template = N_(
            "Each name in an HDF5 file must stand for an array or a group, {path} stands for another name. Save the "
            "model again."
        )
        raise FileError("model-hdf5-name", template, path=shown(path))

    def _array(self, path: str, array: Any) -> None:
        check_count(len(self._arrays) + 1)
        plain = array.dtype.kind == "f" and array.dtype.itemsize in _SIZES
        # As Keras stores bfloat16, which neither NumPy nor HDF5 has.
        half = array.dtype == np.dtype("V2")
        if array.shape is None or not (plain or half):
            self._found.others[path] = str(array.dtype)
            return
        shape = check_shape(path, array.shape)
        self._check_storage(path, array)
        chunk = array.chunks
        if chunk is not None:
            # Tiles at the rim are stored whole.
            shape = check_shape(path, [-(-n // c) * c for n, c in zip(shape, chunk, strict=True)])
            self._check_tiles(path, math.prod(n // c for n, c in zip(shape, chunk, strict=True)))
        self._size += math.prod(shape) * array.dtype.itemsize
        check_unpacked(self._size)
        self._arrays[path] = array, half

    def _check_tiles(self, path: str, count: int) -> None:
        if count > MAX_MODEL_NODES:
            template = N_(
                "An array of an HDF5 file may lie there in up to {most} pieces, {path} lies in {got}. Save the model "
                "as Keras does."
            )
            raise FileError("model-hdf5-pieces", template, most=MAX_MODEL_NODES, path=shown(path), got=count)

    def _taken(self, path: str, array: Any, *, half: bool) -> Float[Tensor, "..."]:
        flat = self._whole(path, array) if array.chunks is None else self._chunked(path, array)
        own = flat.reshape(-1).view("<i2") if half else flat
        tensor = torch.from_numpy(own.astype(own.dtype.newbyteorder("="))).reshape(array.shape)
        return tensor.view(torch.bfloat16) if half else tensor

    def _check_storage(self, path: str, array: Any) -> None:
        plan = array.id.get_create_plist()
        if plan.get_external_count():
            other = plan.get_external(0)[0].decode(errors="replace")
            template = N_(
                "An HDF5 file must hold all its numbers, those of {path} lie in another file, {other}, which is not "
                "opened. Save the model again."
            )
            raise FileError("model-hdf5-external", template, path=shown(path), other=shown(other))
        if plan.get_layout() == h5py.h5d.VIRTUAL:
            template = N_(
                "An HDF5 file must hold all its numbers, {path} is a virtual array, made of others that may lie in "
                "other files. Save the model again."
            )
            raise FileError("model-hdf5-virtual", template, path=shown(path))
        filters = [plan.get_filter(place) for place in range(plan.get_nfilters())]
        if any(code != _GZIP for code, *_ in filters):
            names = [name.decode(errors="replace") or str(code) for code, _, _, name in filters]
            template = N_(
                "Arrays of an HDF5 file may be stored plainly or with gzip, {path} is stored with {got}. Save the "
                "model as Keras does."
            )
            raise FileError("model-hdf5-filter", template, path=shown(path), got=shown(", ".join(names)))

    def _whole(self, path: str, array: Any) -> np.ndarray:
        """An array that lies in one piece."""
        size = array.size * array.dtype.itemsize
        if size == 0:
            return np.zeros(array.shape, array.dtype)
        if array.id.get_create_plist().get_layout() == h5py.h5d.COMPACT:
            # Within its own header, which is never long.
            found: np.ndarray = array[()]
            return found
        return np.frombuffer(self._bytes(path, array, array.id.get_offset(), size), array.dtype)

    def _chunked(self, path: str, array: Any) -> np.ndarray:
        """An array that lies in tiles of one size."""
        chunk = array.chunks
        size = math.prod(chunk) * array.dtype.itemsize
        tiles = (
            set(product(*(range(0, n, c) for n, c in zip(array.shape, chunk, strict=True)))) if array.size else set()
        )
        if array.id.get_num_chunks() < len(tiles):
            raise self._missing(path, array)
        stored: list[Any] = []
        array.id.chunk_iter(stored.append)
        packed = bool(array.id.get_create_plist().get_nfilters())
        whole = np.zeros(array.shape, array.dtype)
        for one in stored:
            if one.chunk_offset not in tiles:
                continue
            tiles.discard(one.chunk_offset)
            data = self._bytes(path, array, one.byte_offset, one.size)
            if packed and not one.filter_mask:
                data = zlib.decompressobj().decompress(data, size + 1)
            if len(data) != size:
                raise self._missing(path, array)
            place = tuple(
                slice(at, min(at + c, n)) for at, c, n in zip(one.chunk_offset, chunk, array.shape, strict=True)
            )
            tile = np.frombuffer(data, array.dtype).reshape(chunk)
            whole[place] = tile[tuple(slice(0, part.stop - part.start) for part in place)]
        if tiles:
            raise self._missing(path, array)
        return whole

    def _bytes(self, path: str, array: Any, offset: int | None, size: int) -> bytes:
        if offset is None or offset + size > len(self._content):
            raise self._missing(path, array)
        return self._content[offset : offset + size]

    def _missing(self, path: str, array: Any) -> FileError:
        template = N_(
            "The file must hold as many numbers for {path} as its shape {shape} says, and does not. It is damaged or "
            "cut off: copy or save it again."
        )
        return FileError("model-hdf5-numbers", template, path=shown(path), shape=shown_shape(array.shape))

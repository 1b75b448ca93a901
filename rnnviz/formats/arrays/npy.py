"""One array in NumPy's own format, read from bytes without running anything."""

import io
import math

import numpy as np

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown_shape
from rnnviz.words import N_

_KINDS = "fiub"
"""Floating-point, whole and unsigned numbers, true and false."""

_HEADER_CHARACTERS = 2000


def read_npy(content: bytes) -> np.ndarray:
    """The array of a ``.npy`` file, read-only; its size is known before anything is made.

    Raises:
        FileError: it is no such file, has objects or text in it, or not as many bytes as it says.

    >>> file = io.BytesIO()
    >>> np.save(file, np.arange(3))
    >>> read_npy(file.getvalue()).tolist()
    [0, 1, 2]
    """
    file = io.BytesIO(content)
    try:
        version = np.lib.format.read_magic(file)
        read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
        shape, fortran, dtype = read(file, max_header_size=_HEADER_CHARACTERS)
    except (ValueError, KeyError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError) as problem:
        template = N_(
            "The file must be an array as numpy.save writes it, and is none. Save it again, or choose another."
        )
        raise FileError("npy-read", template) from problem
    if dtype.kind not in _KINDS or dtype.hasobject or dtype.itemsize > np.dtype(np.float64).itemsize:
        template = N_("The array must hold numbers, it has dtype {got}. Save array.astype(numpy.float32).")
        raise FileError("npy-dtype", template, got=str(dtype)[: limits.MAX_ADDRESS_VALUE])
    if len(shape) > limits.MAX_MODEL_DIMENSIONS or any(size < 0 for size in shape):
        template = N_("The array must have up to {most} dimensions, its shape is {got}.")
        raise FileError("npy-shape", template, most=limits.MAX_MODEL_DIMENSIONS, got=shown_shape(shape))
    said, there = math.prod(shape) * dtype.itemsize, len(content) - file.tell()
    if said != there:
        template = N_(
            "The file must hold as many bytes as its shape {shape} of {dtype} needs, {said}: {got} are there. It was "
            "cut off, or damaged: save it again."
        )
        raise FileError("npy-size", template, shape=shape, dtype=dtype, said=f"{said:,}", got=f"{there:,}")
    array = np.frombuffer(content, dtype, offset=file.tell())
    return array.reshape(shape, order="F" if fortran else "C")

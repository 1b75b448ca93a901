"""A file of numbers as an input: what the file is, its first bytes tell."""

from collections.abc import Sequence

import numpy as np

from rnnviz.errors import FileError
from rnnviz.formats.arrays.arranged import Axes, arranged
from rnnviz.formats.arrays.columns import read_columns
from rnnviz.formats.arrays.npy import read_npy
from rnnviz.formats.arrays.tensors import is_safetensors, read_tensors
from rnnviz.formats.reading import Reading
from rnnviz.formats.tokens.rows import Rows
from rnnviz.words import N_

_NPY = b"\x93NUMPY"


def read_file(
    content: bytes,
    input_size: int,
    table: Rows | None = None,
    *,
    tensor: str = "",
    first: Axes = "time",
    lengths: Sequence[int] = (),
) -> Reading:
    """A ``.npy`` or ``.safetensors`` file as `arranged` takes its array, a table as `read_columns` does.

    Args:
        content: of the file.
        input_size: what the network reads.
        table: what numbers of tokens become.
        tensor: its name, in a file that has several; the first one where none is named.
        first: what the first of several axes is.
        lengths: of the rows of an array, where they are not all of one length.

    Raises:
        FileError: the file is damaged, holds no numbers, or has no such tensor.
        InputError: the numbers do not fit the network.
    """
    if content.startswith(_NPY):
        return arranged(read_npy(content), input_size, table, first=first).cut(lengths)
    if is_safetensors(content):
        return arranged(_chosen(read_tensors(content), tensor), input_size, table, first=first).cut(lengths)
    return read_columns(content, input_size).cut(lengths)


def _chosen(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    if not name:
        return next(iter(tensors.values()))
    if name in tensors:
        return tensors[name]
    template = N_("The file has no tensor {got}: choose one of {choices}.")
    choices = ", ".join(repr(each[:60]) for each in list(tensors)[:8])
    raise FileError("array-tensor", template, got=repr(name[:60]), choices=choices)

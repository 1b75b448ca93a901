"""A file of numbers as an input: what the file is, its first bytes tell."""

from collections.abc import Sequence

import numpy as np

from rnnviz.errors import FileError, InputError
from rnnviz.formats.arrays.arranged import Axes, arranged
from rnnviz.formats.arrays.columns import read_columns
from rnnviz.formats.arrays.npy import read_npy
from rnnviz.formats.arrays.tensors import is_safetensors, read_tensors
from rnnviz.formats.models.shown import shown, shown_first
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
        tensor: its name, in a file that has several; the first one that fits where none is named.
        first: what the first of several axes is.
        lengths: of the rows of an array, where they are not all of one length.

    Raises:
        FileError: the file is damaged, holds no numbers, or has no such tensor.
        InputError: the numbers do not fit the network.
    """
    if content.startswith(_NPY):
        return arranged(read_npy(content), input_size, table, first=first).cut(lengths)
    if is_safetensors(content):
        return _first_fitting(read_tensors(content), tensor, input_size, table, first).cut(lengths)
    return read_columns(content, input_size).cut(lengths)


def _first_fitting(
    tensors: dict[str, np.ndarray], name: str, input_size: int, table: Rows | None, first: Axes
) -> Reading:
    """The input that a tensor is: the one that is named, or the first that can be one."""
    if name:
        return arranged(_chosen(tensors, name), input_size, table, first=first)
    problem: InputError | None = None
    for array in tensors.values():
        try:
            return arranged(array, input_size, table, first=first)
        except InputError as error:
            problem = problem or error
    assert problem is not None
    raise problem


def _chosen(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    if name in tensors:
        return tensors[name]
    template = N_("The file has no tensor {got}: choose one of {choices}.")
    raise FileError("array-tensor", template, got=shown(name), choices=shown_first(tensors, 8))

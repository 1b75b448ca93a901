"""Arrays in a safetensors file: data for a network, not its weights."""

import numpy as np
import torch
from safetensors.torch import load

from rnnviz.errors import FileError
from rnnviz.formats.models.safetensors_head import entries_of
from rnnviz.words import N_


def is_safetensors(content: bytes) -> bool:
    """Whether a file begins like one: the length of its head, then the head."""
    return len(content) > 8 and content[8:9] == b"{" and int.from_bytes(content[:8], "little") <= len(content) - 8


def read_tensors(content: bytes) -> dict[str, np.ndarray]:
    """Every array of the file by name, in the order of the names; numbers of half precision as float32.

    Raises:
        FileError: it breaks the format or a limit, or holds no array.
    """
    entries_of(content)
    found = {name: _array(tensor) for name, tensor in sorted(load(content).items())}
    if not found:
        raise FileError("array-none", N_("The file must hold an array, and holds none. Choose another file."))
    return found


def _array(tensor: torch.Tensor) -> np.ndarray:
    half = tensor.dtype in (torch.float16, torch.bfloat16)
    array: np.ndarray = (tensor.float() if half else tensor).numpy()
    return array

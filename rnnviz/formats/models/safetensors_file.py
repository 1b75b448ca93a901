"""The weights in a safetensors file, and such a file made of weights."""

import json
import math
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz import limits
from rnnviz.formats.models.safetensors_head import Entry, entries_of
from rnnviz.formats.models.unpacked import Unpacked

# numpy knows no bfloat16: its bits travel as whole numbers.
_NUMPY: dict[str, type[np.generic]] = {"F16": np.float16, "BF16": np.int16, "F32": np.float32, "F64": np.float64}
_NAMES = {torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64"}


def from_safetensors(content: bytes) -> Unpacked:
    """The floating-point tensors of a safetensors file; counters and masks are passed over.

    Args:
        content: the whole file.

    Raises:
        FileError: it breaks the format or a limit, or holds numbers that are no weights; before room is made for any.
    """
    return Unpacked("safetensors", tensors_in(content))


def tensors_in(
    content: bytes | memoryview, most_head: int = limits.MAX_MODEL_HEADER_BYTES
) -> dict[str, Float[Tensor, "..."]]:
    """The tensors of a safetensors file, each with memory of its own.

    Raises:
        FileError: as `from_safetensors` does.
    """
    return {name: _tensor(content, entry) for name, entry in entries_of(content, most_head).items()}


def _tensor(content: bytes | memoryview, entry: Entry) -> Float[Tensor, "..."]:
    count = math.prod(entry.shape)
    dtype = _NUMPY[entry.dtype]
    flat = np.frombuffer(content, dtype, count, entry.begin).copy() if count else np.empty(0, dtype)
    found = torch.from_numpy(flat).reshape(entry.shape)
    return found.view(torch.bfloat16) if entry.dtype == "BF16" else found


def write_safetensors(path: Path, tensors: Mapping[str, Float[Tensor, "..."]]) -> None:
    """Write tensors one after the other, however they lie in memory; none is copied as a whole file would be."""
    head, at = {}, 0
    for name, tensor in tensors.items():
        end = at + tensor.numel() * tensor.element_size()
        head[name] = {"dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, end]}
        at = end
    text = json.dumps(head).encode()
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            flat = tensor.detach().contiguous().view(-1)
            file.write((flat.view(torch.int16) if flat.dtype == torch.bfloat16 else flat).numpy().data)

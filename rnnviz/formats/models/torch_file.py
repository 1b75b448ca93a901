"""The weights in a file of ``torch.save``: looked at first, then read by ``torch.load(weights_only=True)``.

To be called in a process of its own, whose memory and time are limited.
"""

import io
import warnings
from collections.abc import Mapping
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.formats.models.bounds import check_unpacked
from rnnviz.formats.models.state_dicts import tensors_by_name
from rnnviz.formats.models.tensor_outline import check_tensor_outline, is_tensor_outline
from rnnviz.formats.models.torch_outline import UNSOUND, broken, outline_of
from rnnviz.formats.models.unpacked import Unpacked


def from_torch(content: bytes) -> Unpacked:
    """The floating-point tensors of the state dicts in a file; their names joined by dots where dicts lie in dicts.

    States of optimizers are left out, and so is what is no tensor.

    Args:
        content: the whole file.

    Raises:
        FileError: it breaks a limit, holds code, a whole module, or tensors that are no weights, or is damaged.
        MemoryError: the limit of this process is too small for it.
    """
    told = tensors_by_name(outline_of(content), is_tensor_outline)
    sizes = {name: check_tensor_outline(name, each) for name, each in told.items()}
    check_unpacked(sum(sizes.values()))
    loaded = tensors_by_name(_loaded(content), lambda value: isinstance(value, Tensor))
    if loaded.keys() != told.keys():
        raise broken()
    return Unpacked("PyTorch", {name: _dense(each) for name, each in loaded.items() if each.is_floating_point()})


def _loaded(content: bytes) -> Mapping[Any, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except RuntimeError as problem:
        if "allocate memory" in str(problem):
            raise MemoryError from None
        raise broken() from None
    except UNSOUND:
        raise broken() from None
    if not isinstance(found, Mapping):
        raise broken()
    return found


def _dense(tensor: Tensor) -> Float[Tensor, "..."]:
    if tensor.layout != torch.strided or tensor.device.type != "cpu" or tensor.is_quantized:
        raise broken()
    return tensor.detach().contiguous()

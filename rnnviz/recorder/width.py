"""The types of numbers: what a module may hold, and what is computed with."""

import numpy as np
import torch
from torch import Tensor

DTYPES = (torch.float64, torch.float32, torch.float16, torch.bfloat16)
"""What a module may hold."""
_HALF = frozenset((torch.float16, torch.bfloat16))


def dtype_name(dtype: torch.dtype) -> str:
    """PyTorch's name without the prefix: float32."""
    return str(dtype).removeprefix("torch.")


def kept_as(dtype: str) -> type[np.floating]:
    """What numbers of a module of that type are kept as: half types as float32."""
    return np.float64 if dtype == "float64" else np.float32


def wide(value: Tensor) -> np.ndarray:
    """The numbers, where possible in the same memory; half types as float32."""
    if value.dtype in _HALF:
        value = value.float()
    array: np.ndarray = value.numpy(force=True)
    return array

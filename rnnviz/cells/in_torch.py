"""The functions of the language on PyTorch's tensors: what `evaluate` needs where gradients are to flow."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

TORCH: Mapping[str, Callable[[Tensor], Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
}

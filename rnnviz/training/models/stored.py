"""From a file of ``assets/models`` to a module that computes and is not trained any more."""

from collections.abc import Callable
from typing import TypeVar

import torch
from safetensors.torch import load_file
from torch import nn

from rnnviz.assets import asset

Network = TypeVar("Network", bound=nn.Module)


def stored(make: Callable[[], Network], name: str) -> Network:
    """The module that ``make`` builds, with the weights of ``assets/models/{name}.safetensors``, in evaluation mode.

    Nothing is drawn: a module built for the meta device has no weights of its own. Its parameters ask for no gradient.

    Raises:
        RuntimeError: names or shapes of the weights are not those of the module.
    """
    with torch.device("meta"):
        module = make()
    module.to_empty(device="cpu").load_state_dict(load_file(asset(f"models/{name}.safetensors")), strict=True)
    return module.eval().requires_grad_(False)

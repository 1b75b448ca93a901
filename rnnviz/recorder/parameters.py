"""The parameters that a module's next call would compute with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks.module import KINDS


def parameters_of(module: nn.Module, architecture: Architecture) -> dict[str, Tensor]:
    """Every parameter by PyTorch's name, made anew where it is computed from others (``weight_norm`` and its like).

    The module stays as it was: what a parametrisation counts for itself is put back.
    """
    names = architecture.parameter_shapes
    if type(module) in KINDS and not module._forward_pre_hooks:
        own = cast(dict[str, Tensor], module._parameters)
        if own.keys() == names.keys():
            return dict(own)
    # PyTorch's own hooks that put a weight in place before each call.
    hooks: list[Any] = [hook for hook in module._forward_pre_hooks.values() if hasattr(hook, "compute_weight")]
    if not hooks and not parametrize.is_parametrized(module):
        return {name: getattr(module, name) for name in names}
    with torch.no_grad(), buffers_as_they_were(module):
        made: dict[str, Tensor] = {}
        for hook in hooks:
            # Spectral norm takes a step of its power iteration in training mode, weight norm knows no such step.
            steps = (module.training,) if hasattr(hook, "n_power_iterations") else ()
            made[hook.name] = hook.compute_weight(module, *steps)
        if isinstance(module, nn.RNNBase):
            # In training mode every look at a weight under spectral norm is a step of its power iteration, and such a
            # module looks more than once before it computes: as here.
            module._weights_have_changed()  # type: ignore[no-untyped-call]
            names = {name: shape for name, shape in names.items() if hasattr(module, name)}
        return {name: made[name] if name in made else getattr(module, name) for name in names}


@contextmanager
def buffers_as_they_were(module: nn.Module) -> Iterator[None]:
    """What is counted inside is put back."""
    before = [(buffer, buffer.clone()) for buffer in module.buffers()]
    try:
        yield
    finally:
        for buffer, value in before:
            if not torch.equal(buffer, value):
                buffer.copy_(value)

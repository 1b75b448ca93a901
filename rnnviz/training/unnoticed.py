"""Running somebody's model without a trace: what trains goes on as if nobody had looked."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from rnnviz.recorder.parameters import buffers_as_they_were


@contextmanager
def unnoticed(model: nn.Module) -> Iterator[None]:
    """Evaluation mode without gradients; afterwards every flag, buffer and attribute of the model is what it was.

    What is drawn inside is the same every time, and nobody outside notices: neither PyTorch's generators, nor NumPy's,
    nor Python's. An attribute that is changed in its place, such as a list that grows, stays changed.
    """
    modules = list(model.modules())
    flags = [module.training for module in modules]
    attributes = [dict(module.__dict__) for module in modules]
    buffers = [dict(module._buffers) for module in modules]
    try:
        with torch.no_grad(), _nothing_cached(), buffers_as_they_were(model), _own_draws():
            for module in modules:
                # Not by eval(): a model may have made it do something of its own.
                module.training = False
            yield
    finally:
        for module, flag, known, held in zip(modules, flags, attributes, buffers, strict=True):
            module.training = flag
            _put_back(module.__dict__, known)
            _put_back(module._buffers, held)


def _put_back(now: dict[str, Any], before: dict[str, Any]) -> None:
    for name in now.keys() - before.keys():
        del now[name]
    for name, value in before.items():
        if name not in now or now[name] is not value:
            now[name] = value


@contextmanager
def _nothing_cached() -> Iterator[None]:
    """Under autocast, a weight that was cast here, without gradients, must not be used by the next step."""
    before = torch.is_autocast_cache_enabled()
    torch.set_autocast_cache_enabled(False)
    try:
        yield
    finally:
        torch.set_autocast_cache_enabled(before)


@contextmanager
def _own_draws() -> Iterator[None]:
    python, numpy = random.getstate(), np.random.get_state()
    devices = range(torch.cuda.device_count()) if torch.cuda.is_initialized() else ()  # type: ignore[no-untyped-call]
    with torch.random.fork_rng(devices=list(devices)):
        torch.default_generator.manual_seed(0)
        if devices:
            torch.cuda.manual_seed_all(0)
        random.seed(0)
        np.random.seed(0)
        try:
            yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy)

"""PyTorch's own samples of its recurrent modules: those that its own tests run."""

import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import torch

from tests.recorder import agreement
from tests.strategies import Network

# How many samples PyTorch has of each, in training mode and out of it.
SAMPLES = {"RNNCell": 3, "LSTMCell": 2, "GRUCell": 2, "RNN": 32, "LSTM": 32, "GRU": 16}


@cache
def _module_db() -> list[Any]:
    """Not before it is needed: it brings in all of PyTorch's compiler."""
    with warnings.catch_warnings():
        # PyTorch's testing tools use what PyTorch itself calls old.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        from torch.testing._internal.common_modules import module_db
    return list(module_db)


def _networks(name: str, dtype: torch.dtype, *, training: bool) -> Iterator[Network]:
    infos = [info for info in _module_db() if info.name == f"nn.{name}"]
    for info in infos:
        samples = info.module_inputs_func(info, device="cpu", dtype=dtype, requires_grad=False, training=training)
        for sample in samples:
            made, called = sample.constructor_input, sample.forward_input
            module = info.module_cls(*made.args, **{**made.kwargs, "device": "cpu", "dtype": dtype}).train(training)
            assert not called.kwargs
            yield Network(module, called.args[0], *called.args[1:] or (None,))


@pytest.mark.parametrize(
    ("training", "dtype"),
    [(True, torch.float64), (False, torch.float64), (False, torch.float32)],
    ids=["train-float64", "eval-float64", "eval-float32"],
)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_agrees(name: str, training: bool, dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    count = 0
    for network in _networks(name, dtype, training=training):
        rec = agreement.record(network)
        for check in (agreement.check_returned, agreement.check_given, agreement.check_stacks):
            check(network, rec)
        assert network.module.training is training
        count += 1
    assert count == SAMPLES[name]

"""PyTorch's own samples of its recurrent modules: those that its own tests run."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from tests.recorder import agreement
from tests.strategies import Network

# How many samples PyTorch has of each, in training mode and out of it.
SAMPLES = {"RNNCell": 3, "LSTMCell": 2, "GRUCell": 2, "RNN": 32, "LSTM": 32, "GRU": 16}


def _module_db() -> list[Any]:
    with warnings.catch_warnings():
        # PyTorch's testing tools use what PyTorch itself calls old.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        from torch.testing._internal.common_modules import module_db
    return list(module_db)


MODULE_DB = _module_db()


def _networks(name: str, dtype: torch.dtype, *, training: bool) -> Iterator[Network]:
    infos = [info for info in MODULE_DB if info.name == f"nn.{name}"]
    for info in infos:
        samples = info.module_inputs_func(info, device="cpu", dtype=dtype, requires_grad=False, training=training)
        for sample in samples:
            made, called = sample.constructor_input, sample.forward_input
            module = info.module_cls(*made.args, **{**made.kwargs, "device": "cpu", "dtype": dtype}).train(training)
            assert not called.kwargs
            yield Network(module, called.args[0], *called.args[1:] or (None,))


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=["float64", "float32"])
@pytest.mark.parametrize("training", [True, False], ids=["train", "eval"])
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

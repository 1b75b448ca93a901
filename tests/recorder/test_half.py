"""Half types: kept as float32, rounded where the module rounds."""

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.recorder.run import Layer, run_layers
from tests.strategies import MAKERS, plain_kernels


def _with_a_long_memory() -> nn.LSTM:
    lstm = nn.LSTM(1, 4)
    with torch.no_grad():
        lstm.get_parameter("bias_ih_l0")[4:8] = 6.0
    return lstm


DTYPES = pytest.mark.parametrize(("dtype", "allowed"), [(torch.float16, 1e-3), (torch.bfloat16, 8e-3)])


@DTYPES
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_half_types_are_recorded(kind: str, dtype: torch.dtype, allowed: float) -> None:
    torch.manual_seed(0)
    module: nn.RNNBase = MAKERS[kind](3, 4, 2, bidirectional=True, dtype=dtype)
    x = torch.randn(6, 2, 3, dtype=dtype)
    rec = rnnviz.record(module, x)
    with torch.no_grad():
        np.testing.assert_array_equal(rec.output, module(x)[0].float().numpy(), strict=True)
    assert rec.dtype == str(dtype).removeprefix("torch.")
    assert {value.dtype for value in (rec.input, rec.h, rec.gates, *rec.weights.values())} == {np.dtype(np.float32)}
    assert rec.parity.worst <= allowed


@DTYPES
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_large_weights_are_no_excuse(kind: str, dtype: torch.dtype, allowed: float) -> None:
    """Whatever is rounded on the way to a gate is rounded in the recording too."""
    for seed in range(5):
        torch.manual_seed(seed)
        module: nn.RNNBase = MAKERS[kind](3, 8, 2, bidirectional=True)
        for parameter in module.parameters():
            nn.init.uniform_(parameter, -2, 2)
        x = 2 * torch.randn(30, 2, 3, dtype=dtype)
        # oneDNN's kernels keep more digits on some processors, and its tanh is an approximation: three roundings of a
        # number near 1. PyTorch's own kernels round everywhere.
        assert rnnviz.record(module.to(dtype), x).parity.worst <= 3 * torch.finfo(dtype).eps
        with plain_kernels():
            rec = rnnviz.record(module, x)
        assert rec.parity.worst <= allowed
        for stack in (rec.gates, rec.weighted_sums):
            again = torch.from_numpy(stack.copy()).to(dtype).float().numpy()
            np.testing.assert_array_equal(stack, again, err_msg="a number that the type does not hold")


@DTYPES
def test_a_long_memory_is_rounded_at_every_step(dtype: torch.dtype, allowed: float) -> None:
    """A forget gate near 1 adds up a thousand roundings of c: in full precision the recording would end elsewhere."""
    torch.manual_seed(0)
    lstm = _with_a_long_memory()
    x = torch.randn(1000, 1, 1)
    full = rnnviz.record(lstm, x.to(dtype).float())
    rec = rnnviz.record(lstm.to(dtype), x.to(dtype))
    assert (rec.parity.c or 0) <= allowed
    assert np.abs(full.track().values("c")[-1] - rec.track().values("c")[-1]).max() > 20 * allowed, (
        "the network must tell the two apart"
    )


def test_kernels_that_keep_more_digits_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some processors round a half type's c at the end of a step only, or never: what the module came to decides."""
    torch.manual_seed(0)
    lstm = _with_a_long_memory()
    lstm.bfloat16()
    x = torch.randn(1000, 1, 1).bfloat16()

    def in_float32(
        architecture: Any, rows: Any, x: Any, states: Any, parameters: Any, **options: Any
    ) -> Iterable[Layer]:
        wide = {name: parameter.float() for name, parameter in parameters.items()}
        return run_layers(architecture, rows, x.float(), [state.float() for state in states], wide, **options)

    monkeypatch.setattr(sys.modules["rnnviz.recorder.record"], "run_layers", in_float32)
    rec = rnnviz.record(lstm, x)
    assert rec.dtype == "bfloat16"
    assert (rec.parity.c or 0) < 1e-5

"""Half types: kept as float32, within the tolerance for their few digits."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from tests.strategies import MAKERS


@pytest.mark.parametrize(("dtype", "allowed"), [(torch.float16, 1e-3), (torch.bfloat16, 8e-3)])
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

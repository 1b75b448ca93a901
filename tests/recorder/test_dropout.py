"""Dropout between layers: recorded only when asked for, and then the very draw that the module would have made."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from tests.strategies import MAKERS


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_a_run_with_dropout_is_the_modules_own_run_under_that_seed(
    kind: str, bidirectional: bool, dtype: torch.dtype
) -> None:
    torch.manual_seed(0)
    module: nn.RNNBase = MAKERS[kind](3, 4, 3, dropout=0.5, bidirectional=bidirectional, dtype=dtype)
    x = torch.randn(5, 2, 3, dtype=dtype)
    with torch.no_grad():
        torch.manual_seed(1)
        output = module(x)[0]
        after = torch.get_rng_state()
        torch.manual_seed(1)
        rec = rnnviz.record(module, x, allow_dropout=True)
    np.testing.assert_array_equal(rec.output, output.numpy())
    assert torch.equal(torch.get_rng_state(), after)
    assert rec.layer_inputs is not None
    assert len(rec.layer_inputs) == 2
    below = np.concatenate(list(rec.h[0]), axis=-1)
    kept = rec.layer_inputs[0] != 0
    assert 0.2 < kept.mean() < 0.8
    np.testing.assert_allclose(rec.layer_inputs[0][kept], 2 * below[kept], rtol=1e-6)
    np.testing.assert_array_equal(rec.track(1, batch=1).input, rec.layer_inputs[0][:, 1])
    track = rec.track(2)
    names = {"LSTM": "a_f", "GRU": "a_z", "RNN": "a"}
    letter = {"LSTM": "f", "GRU": "z", "RNN": "h"}[kind]
    weights = track.weights
    sums = track.input @ weights[f"W_i{letter}"].T + weights[f"b_i{letter}"]
    sums += track.values("h_prev") @ weights[f"W_h{letter}"].T + weights[f"b_h{letter}"]
    np.testing.assert_allclose(track.values(names[kind]), sums, atol=1e-6)


def test_in_evaluation_mode_there_is_no_dropout() -> None:
    module = nn.GRU(3, 4, 2, dropout=0.9).eval()
    x = torch.ones(3, 1, 3)
    rec = rnnviz.record(module, x)
    assert rec.layer_inputs is None
    with torch.no_grad():
        np.testing.assert_array_equal(rec.output, module(x)[0].numpy())


def test_one_layer_in_training_mode_has_nothing_to_drop() -> None:
    with pytest.warns(UserWarning, match="dropout option adds dropout after all but last"):
        module = nn.GRU(3, 4, 1, dropout=0.9)
    assert rnnviz.record(module, torch.ones(3, 1, 3)).layer_inputs is None

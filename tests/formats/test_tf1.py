"""Weights to TensorFlow 1 and back, against its equations written out, and against the numbers of its own tests."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.formats import from_tf1
from tests.formats.weights.agreement import apart_before_in, apart_before_out, apart_in, apart_out
from tests.formats.weights.by_hand import gru_before
from tests.formats.weights.case import Arrays, Case, cases
from tests.formats.weights.frameworks import TF1
from tests.recorder.published.sample import Sample
from tests.recorder.published.tensorflow_cells import SAMPLES

STACKED, *GRUS = SAMPLES


@given(cases(["LSTM", "RNN"]), st.sampled_from((0.0, 1.0, 2.5)))
def test_tensorflow_computes_what_pytorch_does_with_its_weights(case: Case, forget_bias: float) -> None:
    assert apart_out(TF1, case, forget_bias=forget_bias) <= TF1.tolerance[case.cell]


@given(cases(["LSTM", "RNN"]))
def test_pytorch_computes_what_tensorflow_does_with_its_weights(case: Case) -> None:
    assert apart_in(TF1, case) <= TF1.tolerance[case.cell]


@given(cases(["GRU"]))
def test_its_gru_is_one_that_resets_before_the_product(case: Case) -> None:
    assert apart_before_out(TF1, case) <= TF1.tolerance["before"]
    assert apart_before_in(TF1, case) <= TF1.tolerance["before"]


def test_tensorflows_own_numbers_of_two_lstm_cells_come_from_its_own_weights() -> None:
    weights: Arrays = {}
    for layer in range(2):
        weights |= from_tf1({"kernel": np.full((4, 8), 0.5), "bias": np.zeros(8)}, layer=layer).weights
    module = Case("LSTM", 2, 2, 2).loaded(weights)
    with torch.no_grad():
        x, start = torch.ones(1, 1, 2).double(), torch.full((2, 1, 2), 0.1).double()
        found = module(x, (start, start))[1]
    assert STACKED.c is not None
    for state, printed in zip(found, (STACKED.h, STACKED.c), strict=True):
        assert np.abs(state.numpy()[:, 0] - printed[:, 0, 0, 0]).max() <= STACKED.tolerance(torch.float64)


@pytest.mark.parametrize("sample", GRUS, ids=lambda sample: sample.name)
def test_tensorflows_own_numbers_of_a_gru_come_from_its_own_weights(sample: Sample) -> None:
    both = sample.input.shape[-1] + 2
    weights = {
        "gates/kernel": np.full((both, 4), 0.5),
        "gates/bias": np.ones(4),
        "candidate/kernel": np.full((both, 2), 0.5),
        "candidate/bias": np.zeros(2),
    }
    own = from_tf1(weights, "GRU", reset="before").weights
    assert sample.h_0 is not None
    found = gru_before(own, sample.input, start=sample.h_0[0])
    assert np.abs(found - sample.h[0, 0]).max() <= sample.tolerance(torch.float64)

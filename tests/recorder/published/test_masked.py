"""Rows of different lengths: masked sequences of others as a PackedSequence, against the numbers they published."""

import numpy as np
import pytest
import torch

from tests.recorder.published.against import distances, recorded
from tests.recorder.published.sample import Sample, misreadings
from tests.recorder.published.shelf import MASKED, named

CASES = [pytest.param(sample, name, id=f"{named(sample)}:{name}") for sample in MASKED for name in misreadings(sample)]


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("sample", MASKED, ids=named)
def test_the_published_numbers_are_recorded(sample: Sample, dtype: torch.dtype) -> None:
    rec = recorded(sample, sample.weights, dtype)
    assert rec.lengths == sample.lengths
    apart = distances(sample, rec, sample.weights)
    assert max(apart.values()) <= sample.tolerance(dtype), apart


@pytest.mark.parametrize("sample", MASKED, ids=named)
def test_past_the_end_there_is_no_number(sample: Sample) -> None:
    """The sources write 0 there, or repeat the last state: what the recording keeps apart."""
    rec = recorded(sample, sample.weights, torch.float64)
    assert sample.lengths is not None
    past = np.arange(rec.seq_len)[:, None] >= np.array(sample.lengths)
    for states in (rec.h, rec.c, *rec.gates):
        if states is not None:
            np.testing.assert_array_equal(np.isnan(states), np.broadcast_to(past[..., None], states.shape))


@pytest.mark.parametrize(("sample", "name"), CASES)
def test_weights_read_wrongly_are_noticed(sample: Sample, name: str) -> None:
    weights = misreadings(sample)[name]
    apart = distances(sample, recorded(sample, weights, torch.float64), weights)
    assert (max(apart.values()) <= sample.tolerance(torch.float64)) == (name in sample.blind), apart

"""NaN and inf are counted and located: the first one is where it was put, or where the numbers outgrow their type."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from tests.strategies import Plan, plans


@given(plans(), st.data())
def test_what_is_put_in_is_found(plan: Plan, data: st.DataObject) -> None:
    network = plan.build()
    bad = data.draw(st.sampled_from([float("nan"), float("inf"), float("-inf")]))
    size = (plan.seq_len, plan.batch, plan.input_size)
    t, row, feature = (data.draw(st.integers(0, length - 1)) for length in size)
    network.time_major[t, row, feature] = bad
    found = rnnviz.not_finite(rnnviz.record(network.module, network.input, network.hx))
    assert found.first is not None
    place = (found.first.layer, found.first.direction, found.first.batch, found.first.t)
    assert (*place, found.first.variable, found.first.unit) == (0, "forward", row, t, "x", feature)
    np.testing.assert_equal(found.first.value, bad)
    assert (found.nan if np.isnan(bad) else found.inf)["x"] == 1
    assert found.count > 1


@given(plans())
def test_finite_numbers_are_not_found(plan: Plan) -> None:
    network = plan.build()
    found = rnnviz.not_finite(rnnviz.record(network.module, network.input, network.hx))
    assert (found.first, found.count, dict(found.nan), dict(found.inf)) == (None, 0, {}, {})


def test_numbers_are_counted_where_they_are_made() -> None:
    """One NaN at t = 3 of 5: from there on, everything that PyTorch returns is NaN, in both layers."""
    lstm = torch.nn.LSTM(3, 4, num_layers=2)
    x = torch.ones(5, 2, 3)
    x[3, 1, 0] = torch.nan
    rec = rnnviz.record(lstm, x)
    found = rnnviz.not_finite(rec)
    assert found.nan["h"] == int(np.isnan(rec.h).sum()) == 2 * 2 * 4
    assert found.nan["c"] == int(np.isnan(rec.c if rec.c is not None else 0).sum())
    assert found.nan["a_f"] == 2 * 2 * 4
    assert found.nan["x"] == 1
    assert "h_prev" not in found.nan


def test_a_bad_initial_state_is_named() -> None:
    gru = torch.nn.GRU(3, 4, bidirectional=True)
    h_0 = torch.zeros(2, 2, 4)
    h_0[1, 1, 2] = torch.inf
    first = rnnviz.not_finite(rnnviz.record(gru, torch.ones(5, 2, 3), h_0)).first
    assert first is not None
    assert (first.direction, first.batch, first.t, first.variable, first.unit) == ("reverse", 1, 4, "h_prev", 2)
    assert first.value == np.inf


def test_the_operation_that_overflows_is_found() -> None:
    """h doubles at every step of this network and passes float32's largest number after 128 of them."""
    rnn = torch.nn.RNN(1, 1, bias=False, nonlinearity="relu")
    rnn.load_state_dict({"weight_ih_l0": torch.ones(1, 1), "weight_hh_l0": torch.full((1, 1), 2.0)})
    x = torch.zeros(140, 1, 1)
    x[0] = 1.0
    found = rnnviz.not_finite(rnnviz.record(rnn, x))
    assert found.first is not None
    assert (found.first.t, found.first.variable) == (128, "a")
    assert found.inf == {"a": 12, "h": 12}


@pytest.mark.parametrize("lengths", [[2, 5], [5, 2]])
def test_past_the_end_of_a_row_nothing_is_missing(lengths: list[int]) -> None:
    rec = rnnviz.record(torch.nn.LSTM(3, 4, bidirectional=True), torch.ones(5, 2, 3), lengths=lengths)
    assert np.isnan(rec.h).any()
    assert rnnviz.not_finite(rec).count == 0

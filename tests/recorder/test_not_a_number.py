"""NaN, inf and numbers past float32 in the input: recorded as they are, and nothing breaks."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.recorder.parity import difference
from tests.recorder import agreement
from tests.strategies import MODES, Plan


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), 1e300])
@pytest.mark.parametrize("mode", MODES)
def test_a_bad_number_in_the_input_is_recorded_where_it_is(mode: str, bad: float) -> None:
    network = Plan(mode, seq_len=5, num_layers=2).build()
    network.input[2, 0, 1] = bad
    rec = rnnviz.record(network.module, network.input, network.hx)
    output, h_n, _ = network.call()
    np.testing.assert_array_equal(rec.output, output.numpy())
    np.testing.assert_array_equal(rec.h_n, h_n.numpy())
    np.testing.assert_array_equal(rec.input, network.input.numpy())
    assert np.isfinite(rec.h[:, :, :2]).all(), "before the bad number"
    assert np.isfinite(rec.h[:, :, :, 1]).all(), "the other row"
    if np.isnan(bad):
        assert np.isnan(rec.h[:, :, 2:, 0]).all(), "from the bad number on"
    np.testing.assert_array_equal(rec.track()[2]["x"], network.input[2, 0].numpy())
    assert not rec.parity.worst > 1e-12


_STACK = Plan(seq_len=5, num_layers=2, bidirectional=True, hidden_size=3)
FORMS = {
    "sorted": replace(_STACK, packing="sorted", lengths=(5, 3, 2)),
    "unsorted": replace(_STACK, packing="unsorted", lengths=(3, 5, 2), batch_first=True),
    "lengths": replace(_STACK, packing="lengths", lengths=(3, 5, 2)),
    "projected": replace(_STACK, proj_size=2),
    "unbatched": replace(_STACK, unbatched=True),
    "one step": Plan(cell=True),
}


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_RELU"])
@pytest.mark.parametrize("form", FORMS)
def test_a_bad_number_in_an_input_of_any_form_is_recorded_where_the_oracle_has_it(
    form: str, mode: str, bad: float
) -> None:
    plan = FORMS[form]
    network = replace(plan, mode="LSTM" if plan.proj_size else mode).build()
    place = {"one step": (0, 1), "unbatched": (1, 1), "unsorted": (0, 1, 1)}.get(form, (1, 0, 1))
    network.input[place] = bad
    rec = agreement.record(network)
    for check in (agreement.check_returned, agreement.check_given, agreement.check_stacks):
        check(network, rec)
    assert not rec.parity.worst > 1e-12
    if np.isnan(bad):
        assert np.isnan(rec.h[0, 0, :, 0]).any(), "it is there"
        assert np.isfinite(rec.h[:, :, :2, 1:]).all(), "and only in its row"


@pytest.mark.parametrize("mode", MODES)
def test_a_bad_number_in_a_state_is_recorded(mode: str) -> None:
    network = replace(FORMS["unsorted"], mode=mode).build()
    h_0 = network.initial["h"]
    h_0[2, 1, 0] = float("nan")
    rec = agreement.record(network)
    for check in (agreement.check_returned, agreement.check_given, agreement.check_stacks):
        check(network, rec)
    assert np.isnan(rec.h_0[2, 1, 0])
    assert np.isfinite(rec.h[0, :, :2]).all()
    assert np.isnan(rec.track(1, "forward", 1).values("h")).any()


def test_parity_is_inf_where_only_one_side_is_a_number() -> None:
    one, nan, inf = np.array([1.0]), np.array([float("nan")]), np.array([float("inf")])
    assert difference(one, nan) == difference(nan, one) == difference(inf, one) == difference(inf, -inf) == np.inf
    assert difference(nan, nan) == difference(inf, inf) == 0.0
    assert difference(np.array([100.0]), np.array([101.0])) == pytest.approx(1 / 101, rel=1e-6)
    assert difference(np.array([0.25, 0.5]), np.array([0.5, 0.5])) == 0.25


def test_an_infinite_cell_state_stays_infinite_over_a_long_time() -> None:
    """Steps are joined, and the factors of many steps joined are 0; but inf times what is small is still inf."""
    torch.manual_seed(0)
    lstm = nn.LSTM(2, 3)
    with torch.no_grad():
        lstm.get_parameter("bias_ih_l0")[3:6] = -8.0
    c_0 = torch.tensor([[[float("inf"), 1.0, float("-inf")]]])
    hx = (torch.zeros(1, 1, 3), c_0)
    rec = rnnviz.record(lstm, torch.randn(500, 1, 2), hx)
    assert np.prod(rec.gate("forget")[0, 0, :20, 0], axis=0).max() == 0
    c = rec.track().values("c")
    assert (c[:, 0] == np.inf).all()
    assert np.isfinite(c[:, 1]).all()
    assert (c[:, 2] == -np.inf).all()
    assert rec.parity.worst < 1e-6

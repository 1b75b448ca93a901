"""NaN, inf and numbers past float32 in the input: recorded as they are, and nothing breaks."""

import numpy as np
import pytest

import rnnviz
from rnnviz.recorder.parity import difference
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


def test_parity_is_inf_where_only_one_side_is_a_number() -> None:
    one, nan, inf = np.array([1.0]), np.array([float("nan")]), np.array([float("inf")])
    assert difference(one, nan) == difference(nan, one) == difference(inf, one) == difference(inf, -inf) == np.inf
    assert difference(nan, nan) == difference(inf, inf) == 0.0
    assert difference(np.array([100.0]), np.array([101.0])) == pytest.approx(1 / 101, rel=1e-6)
    assert difference(np.array([0.25, 0.5]), np.array([0.5, 0.5])) == 0.25

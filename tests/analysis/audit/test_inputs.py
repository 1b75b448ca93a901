"""Features that never change, and those far from the scale of 1."""

import numpy as np
import pytest
import torch
from torch.nn.functional import one_hot

import rnnviz
from tests.analysis.audit.modules import healthy, inputs, of, sole, value


def test_a_constant_feature_is_named() -> None:
    x = inputs()
    x[..., 1] = 0.25
    found = sole(rnnviz.audit(healthy("LSTM"), x), "constant-feature")
    assert (found.values["features"], found.values["count"]) == ((1,), 1)
    x[11, 2, 1] = 0.26
    assert not of(rnnviz.audit(healthy("LSTM"), x), "constant-feature")


def test_a_feature_that_has_a_name_is_told_by_it() -> None:
    x = inputs()
    x[..., 1] = 0.25
    x[..., 2] *= 100
    names = ["price", "<b>\n", "n" * 70]
    report = rnnviz.audit(rnnviz.record(healthy("LSTM"), x, features=names))
    assert r"(features 1 '<b>\n')" in sole(report, "constant-feature").said()
    assert f"(feature 2 '{'n' * 59}…':" in sole(report, "input-scale").said()
    x[3, 0, 0] = torch.nan
    report = rnnviz.audit(rnnviz.record(healthy("LSTM"), x, features=names))
    assert "the first is feature 0 'price' of row 0 at t = 3" in sole(report, "not-finite-input", "wrong").said()


def test_past_a_rows_length_nothing_counts() -> None:
    x = inputs()
    x[..., 1] = 0.25
    x[6:, 0] = 0
    assert sole(rnnviz.audit(healthy("LSTM"), x, lengths=[6, 12, 12]), "constant-feature").values["features"] == (1,)


@pytest.mark.parametrize(("factor", "far"), [(0.05, True), (0.5, False), (5.0, False), (30.0, True)])
def test_the_scale_is_the_standard_deviation_of_numpy(factor: float, far: bool) -> None:
    x = inputs()
    x[..., 2] *= factor
    report = rnnviz.audit(healthy("LSTM"), x)
    if far:
        found = sole(report, "input-scale")
        np.testing.assert_allclose(value(found, "value"), x[..., 2].numpy().std(), rtol=1e-12)
        assert (found.values["feature"], found.values["count"]) == (2, 1)
    else:
        assert of(report, "input-scale", "fine")
        assert not of(report, "input-scale", "look")


def test_a_mean_far_from_0_is_no_scale() -> None:
    assert not of(rnnviz.audit(healthy("LSTM"), inputs() + 50), "input-scale", "look")


def test_of_a_few_steps_no_scale_is_told() -> None:
    assert not of(rnnviz.audit(healthy("LSTM"), inputs(3, 3) * 100), "input-scale")


def test_a_one_hot_input_has_its_own_scale() -> None:
    x = one_hot(torch.tensor([0, 1] * 10)[:, None], 3).double()
    report = rnnviz.audit(healthy("LSTM"), x)
    assert sole(report, "input-scale", "fine").said() == "The input is one-hot."
    # The third character does not come up: that is no fault of the input.
    assert not of(report, "constant-feature")

"""NaN and inf, put into one place each."""

from typing import Any

import pytest
import torch

import rnnviz
from tests.analysis.audit.modules import healthy, inputs, of, sole

BAD = [float("nan"), float("inf"), float("-inf")]
SHOWN = dict(zip(map(str, BAD), ("nan", "∞", "−∞"), strict=True))


@pytest.mark.parametrize("value", BAD)
def test_a_bad_weight_is_named(value: float) -> None:
    module: Any = healthy("GRU", num_layers=2, bidirectional=True)
    with torch.no_grad():
        module.weight_hh_l1_reverse[4, 2] = value
    report = rnnviz.audit(module, inputs())
    found = sole(report, "not-finite-weights", "wrong")
    assert found.place.parameter == "weight_hh_l1_reverse"
    assert found.said() == f"weight_hh_l1_reverse[4, 2] is {SHOWN[str(value)]}."
    assert report.findings[0] is found
    assert not of(report, "not-finite")


def test_several_are_counted() -> None:
    module: Any = healthy("RNN")
    with torch.no_grad():
        module.bias_hh_l0[2:5] = torch.nan
    found = sole(rnnviz.audit(module, inputs()), "not-finite-weights", "wrong")
    assert found.said() == "3 numbers of bias_hh_l0 are NaN or infinite, the first is bias_hh_l0[2] = nan."


@pytest.mark.parametrize("value", BAD)
def test_a_bad_number_of_the_input_is_found_where_it_stands(value: float) -> None:
    x = inputs()
    x[4, 1, 2] = value
    found = sole(rnnviz.audit(healthy("LSTM"), x), "not-finite-input", "wrong")
    assert found.said() == (
        "Numbers of the input that are NaN or infinite: 1; the first is feature 2 of row 1 at t = 4, "
        f"{SHOWN[str(value)]}."
    )
    assert (found.place.row, found.place.t) == (1, 4)


def test_a_state_that_overflows_is_found_in_its_layer() -> None:
    module: Any = healthy("RNN", nonlinearity="relu", num_layers=2).float()
    with torch.no_grad():
        module.weight_ih_l1.fill_(1e38)
    report = rnnviz.audit(module, inputs().float().abs() * 100)
    found = sole(report, "not-finite-states", "wrong")
    assert (found.place.layer, found.values["variable"], found.values["value"]) == (1, "a", float("inf"))
    assert not of(report, "not-finite-input")


def test_finite_numbers_are_fine() -> None:
    report = rnnviz.audit(healthy("LSTM"), inputs())
    assert not report.of("wrong")
    assert len(of(report, "not-finite", "fine")) == 1

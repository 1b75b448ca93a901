"""Units that never move and gates at their ends, in networks built to have them."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from tests.analysis.audit.modules import healthy, inputs, of, sole


def test_a_relu_that_is_never_above_0_is_dead() -> None:
    module: Any = healthy("RNN", nonlinearity="relu")
    with torch.no_grad():
        module.bias_ih_l0[[1, 4]] = -100
    report = rnnviz.audit(module, inputs())
    found = sole(report, "dead-units")
    assert found.place.units == (1, 4)
    assert "2 of 6 units never move" in found.said()
    output = module(inputs())[0]
    assert not output[..., [1, 4]].any()
    assert sole(report, "stuck-units").said().startswith("Layer 0, forward: h is 0 at 90 % of the steps or more")


def test_a_unit_that_stays_at_another_number_is_dead_too() -> None:
    module: Any = healthy("RNN", num_layers=2)
    with torch.no_grad():
        module.bias_ih_l1[2] = 100
    found = sole(rnnviz.audit(module, inputs()), "dead-units")
    assert (found.place.layer, found.place.units, found.place.gate) == (1, (2,), "h")


def test_a_unit_that_moves_in_one_row_alone_lives() -> None:
    module: Any = healthy("RNN", nonlinearity="relu")
    with torch.no_grad():
        module.weight_ih_l0[1] = 0
        module.weight_hh_l0[1] = 0
        module.weight_ih_l0[1, 0] = 1
        module.bias_ih_l0[1] = module.bias_hh_l0[1] = 0
    x = inputs()
    x[..., 0] = -x[..., 0].abs()
    assert sole(rnnviz.audit(module, x), "dead-units").place.units == (1,)
    x[5, 2, 0] = 0.5
    report = rnnviz.audit(module, x)
    assert not of(report, "dead-units", "look")
    assert of(report, "dead-units", "fine")


@pytest.mark.parametrize(("gate", "bias"), [("i", -30.0), ("f", 30.0), ("o", 30.0)])
def test_a_gate_that_is_stuck_is_found_in_its_units(gate: str, bias: float) -> None:
    module: Any = healthy("LSTM", bidirectional=True)
    row = "ifgo".index(gate) * 6
    with torch.no_grad():
        module.bias_ih_l0_reverse[row + 3] = bias
    report = rnnviz.audit(module, inputs())
    found = [one for one in of(report, "stuck-units") if one.place.gate == gate]
    assert [(one.place.direction, one.place.units) for one in found] == [("reverse", (3,))]


def test_a_gate_that_is_stuck_at_fewer_steps_is_not_told() -> None:
    """The first feature opens it far at 8 of 10 steps, then at 9."""
    module: Any = healthy("GRU", bidirectional=False)
    with torch.no_grad():
        module.weight_ih_l0[0] = torch.tensor([40.0, 0, 0])
        module.weight_hh_l0[0] = 0
        module.bias_ih_l0[0] = module.bias_hh_l0[0] = 0
    x = inputs(10, 1)
    x[:, 0, 0] = torch.tensor([1.0] * 8 + [0.01, -0.01])
    assert not [one for one in of(rnnviz.audit(module, x), "stuck-units") if one.place.gate == "r"]
    x[8, 0, 0] = 1
    (found,) = (one for one in of(rnnviz.audit(module, x), "stuck-units") if one.place.gate == "r")
    assert found.place.units == (0,)


def test_the_shares_are_counted_over_steps_that_there_are() -> None:
    module = nn.LSTM(3, 4).double()
    lengths = [9, 4, 7]
    report = rnnviz.audit(module, inputs(9) * 6, lengths=lengths)
    rec = rnnviz.record(module, inputs(9) * 6, lengths=lengths)
    for name in "ifo":
        values = rec.gate(name)[0, 0]
        (found,) = (one for one in report.ends if one.name == name)
        known = values[~np.isnan(values)]
        assert len(known) == 20 * 4
        np.testing.assert_allclose(found.low, (known < 0.1).mean())
        np.testing.assert_allclose(found.high, (known > 0.9).mean())
    assert {one.name for one in report.ends} == {"i", "f", "g", "o", "squashed"}


def test_a_healthy_network_has_neither() -> None:
    report = rnnviz.audit(healthy("LSTM", num_layers=2, bidirectional=True), inputs() / 2)
    assert not [one for one in report.findings if one.code in ("dead-units", "stuck-units") and one.severity != "fine"]
    assert [len(of(report, code, "fine")) for code in ("dead-units", "stuck-units")] == [1, 1]


def test_of_one_step_no_movement_is_told() -> None:
    report = rnnviz.audit(nn.LSTMCell(3, 2).double(), torch.ones(1, 3).double())
    assert not report.moving
    assert not of(report, "dead-units")

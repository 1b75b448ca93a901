"""How long states and gradients last: PyTorch's autograd, and gates that depend on their biases alone."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import rnnviz
from rnnviz.analysis.audit import fading
from tests.analysis.audit.modules import healthy, inputs, of, sole


def _held(kept: float, steps: int) -> tuple[Any, Tensor]:
    """An LSTM whose forget gates stand at one number; nothing else reads the past."""
    module: Any = nn.LSTM(1, 3).double()
    for parameter in module.parameters():
        nn.init.zeros_(parameter)
    with torch.no_grad():
        module.bias_ih_l0[3:6] = math.log(kept / (1 - kept))
        module.weight_ih_l0[6:9] = 1
    return module, torch.linspace(-1, 1, steps).reshape(steps, 1, 1).double()


def test_half_is_left_after_the_half_life() -> None:
    (found,) = rnnviz.audit(*_held(0.5**0.25, 12)).fadings
    np.testing.assert_allclose((found.half_life, found.gradient_half), (4, 5), rtol=1e-9)
    np.testing.assert_allclose((found.kept, found.longest), 0.5**3, rtol=1e-9)
    assert (found.steps, found.length, found.state, found.factor) == (12, 12, "c", "f")


def test_a_thousandth_is_the_bound_of_what_is_kept() -> None:
    """0.5 ** 9 is above it, 0.5 ** 10 is below."""
    assert not of(rnnviz.audit(*_held(0.5, 9)), "gradient-vanishes")
    found = sole(rnnviz.audit(*_held(0.5, 10)), "gradient-vanishes")
    assert found.said() == (
        "Layer 0, forward: f is so small that half of c is gone after 1.00 steps (median of the units, row 0), and the "
        "gradient of the last c by that of 10 steps before is 9.8e−04 at most, less than a thousandth: hardly anything "
        "is learned over so many steps."
    )
    assert found.panels == ("memory",)
    # Where all of the past is seen.
    assert found.place.t == 9


def test_the_other_ways_may_carry_what_the_gates_do_not() -> None:
    """A gradient that comes by the matrices: h is multiplied by 3 on its way through the candidate."""
    module, x = _held(0.5, 10)
    with torch.no_grad():
        module.bias_ih_l0[[0, 1, 2, 9, 10, 11]] = 20
        module.weight_hh_l0[6:9] = 0.7 * torch.eye(3)
    report = rnnviz.audit(module, x * 1e-3)
    found = sole(report, "memory-short")
    assert found.values["half"] == pytest.approx(1, rel=1e-6)
    assert "at least half of the units hold less than a thousandth of their first c" in found.said()
    assert not of(report, "gradient-vanishes")


@pytest.mark.parametrize(("scale", "code"), [(0.4, "gradient-vanishes"), (3.0, "gradient-explodes")])
def test_the_gradient_of_an_rnn_is_that_of_autograd(scale: float, code: str) -> None:
    module: Any = healthy("RNN", bidirectional=True)
    with torch.no_grad():
        module.weight_hh_l0_reverse *= scale
        module.weight_ih_l0_reverse *= 1e-3
        module.bias_ih_l0_reverse.zero_()
        module.bias_hh_l0_reverse.zero_()
    x = inputs(9, 1) * 1e-3
    hx = torch.zeros(2, 1, 6).double().requires_grad_()
    _, h_n = module(x, hx)
    lengths = [torch.autograd.grad(h_n[1, 0, unit], hx, retain_graph=True)[0][1].norm() for unit in range(6)]
    report = rnnviz.audit(module, x)
    found = sole(report, code)
    assert (found.place.direction, found.place.row) == ("reverse", 0)
    np.testing.assert_allclose(report.fadings[1].longest, float(max(lengths)), rtol=1e-9)
    if code == "gradient-vanishes":
        assert found.place.t == 0
    else:
        assert found.values["peak"] == report.fadings[1].peak > 1000
        # The largest is the one by h_0, which the step at the row's end reads first.
        assert found.place.t == 8
    assert not of(report, "gradient-fades")


def test_a_gradient_that_lasts_is_fine() -> None:
    report = rnnviz.audit(healthy("LSTM", num_layers=2), inputs())
    assert not [one for one in report.findings if one.code in ("gradient-vanishes", "gradient-explodes")]
    assert len(of(report, "gradient-fades", "fine")) == 1
    assert not of(report, "memory-short")


def test_it_is_the_longest_row_that_is_looked_at() -> None:
    report = rnnviz.audit(nn.GRU(3, 2).double(), inputs(12), lengths=[4, 12, 9])
    assert [(one.row, one.length) for one in report.fadings] == [(1, 12)]


def test_many_units_are_followed_back_less_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fading, "REACH_WORK", 5 * 3**3)
    (found,) = rnnviz.audit(*_held(0.5, 12)).fadings
    assert found.steps == 5
    np.testing.assert_allclose(found.longest, 0.5**5, rtol=1e-9)


def test_where_one_step_takes_too_long_no_gradient_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fading, "REACH_WORK", 3**3 - 1)
    report = rnnviz.audit(*_held(0.5, 12))
    (found,) = report.fadings
    assert found.steps == 0
    assert all(math.isnan(one) for one in (found.gradient_half, found.longest, found.peak))
    assert [one.code for one in report.findings if "gradient" in one.code] == []
    assert of(report, "memory-short")


def test_a_plain_rnn_has_no_direct_path() -> None:
    (found,) = rnnviz.audit(healthy("RNN"), inputs()).fadings
    assert found.factor is None
    assert math.isnan(found.half_life)

"""What a step keeps at x = h = 0: the biases are read out of PyTorch's rows, the share is that of its own step."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import by_hand
from tests.analysis.audit.modules import healthy, inputs, of, sole


def _set(module: Any, bias: float, name: str = "l0") -> None:
    """The bias of the second gate: f of an LSTM, z of a GRU."""
    size = module.hidden_size
    with torch.no_grad():
        getattr(module, f"bias_ih_{name}")[size : 2 * size] = bias
        getattr(module, f"bias_hh_{name}")[size : 2 * size] = -0.25


@pytest.mark.parametrize("mode", ["LSTM", "GRU"])
def test_the_bias_of_every_layer_and_direction_is_the_sum_of_both(mode: str) -> None:
    module = healthy(mode, num_layers=2, bidirectional=True)
    report = rnnviz.audit(module, inputs())
    assert [(one.layer, one.direction) for one in report.biases] == [
        *((0, "forward"), (0, "reverse"), (1, "forward"), (1, "reverse")),
    ]
    for one in report.biases:
        name = f"l{one.layer}{'_reverse' if one.direction == 'reverse' else ''}"
        both = (getattr(module, f"bias_ih_{name}") + getattr(module, f"bias_hh_{name}")).detach()
        wanted = both.split(module.hidden_size)[1]
        np.testing.assert_allclose(one.values, wanted, rtol=1e-12)
        np.testing.assert_allclose(one.kept, torch.sigmoid(wanted), rtol=1e-12)
        assert one.terms == {"LSTM": "b_if + b_hf", "GRU": "b_iz + b_hz"}[mode]
    assert not of(report, "keeping-bias", "look")
    assert len(of(report, "keeping-bias", "fine")) == 4


def test_the_share_is_what_the_module_keeps() -> None:
    """x = h = 0, c = 1: what f lets through of it, in PyTorch's own step; the candidate's bias is 0."""
    cell = nn.LSTMCell(2, 3).double()
    with torch.no_grad():
        cell.bias_ih[6:9] = cell.bias_hh[6:9] = 0
    zero = torch.zeros(1, 3).double()
    _, c = cell(torch.zeros(1, 2).double(), (zero, torch.ones(1, 3).double()))
    report = rnnviz.audit(cell, torch.ones(1, 2).double())
    np.testing.assert_allclose(report.biases[0].kept, c.detach()[0], rtol=1e-12)


def test_the_share_of_a_gru_that_replaces_is_what_is_left() -> None:
    torch.manual_seed(0)
    module = by_hand.GRU(3, 2, reset="before", update="replaces").double()
    (one,) = rnnviz.audit(module, inputs().transpose(0, 1)).biases
    assert not one.keeps
    np.testing.assert_allclose(one.kept, 1 / (1 + np.exp(one.values)), rtol=1e-12)


@pytest.mark.parametrize(("mode", "state"), [("LSTM", "c"), ("GRU", "h")])
def test_a_gate_that_starts_half_shut_is_worth_a_look(mode: str, state: str) -> None:
    module = healthy(mode, bidirectional=True)
    _set(module, -0.75, "l0_reverse")
    found = sole(rnnviz.audit(module, inputs()), "keeping-bias")
    assert (found.place.layer, found.place.direction) == (0, "reverse")
    gate = {"LSTM": "f", "GRU": "z"}[mode]
    assert found.said() == (
        f"Layer 0, reverse: b_i{gate} + b_h{gate} is 0 or negative in every unit (mean −1.00, from −1.00 to −1.00): "
        f"at x = h = 0 a step keeps at most half of {state}, 27 % on average."
    )


def test_one_unit_that_keeps_more_is_enough() -> None:
    module = healthy("LSTM")
    _set(module, -1.0)
    with torch.no_grad():
        module.bias_ih_l0[module.hidden_size] = 0.26
    assert not of(rnnviz.audit(module, inputs()), "keeping-bias", "look")


def test_no_biases_and_biases_of_0_are_told_apart() -> None:
    report = rnnviz.audit(healthy("LSTM", bias=False), inputs())
    assert not report.biases
    assert sole(report, "bias-none").said().endswith("every weighted sum is 0, and every gate stands at 0.5.")
    assert sole(rnnviz.audit(healthy("RNN", bias=False), inputs()), "bias-none").said().endswith("weighted sum is 0.")
    module = healthy("GRU", num_layers=2)
    with torch.no_grad():
        module.bias_ih_l1.zero_()
        module.bias_hh_l1.zero_()
    found = rnnviz.audit(module, inputs())
    assert sole(found, "bias-zero").place.layer == 1
    assert not of(found, "bias-none")
    assert not of(rnnviz.audit(healthy("GRU"), inputs()), "bias-zero")

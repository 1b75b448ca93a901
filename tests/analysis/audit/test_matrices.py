"""The spectrum of each recurrent matrix, by numpy.linalg on PyTorch's own rows; and what a small norm means."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import by_hand
from rnnviz.analysis.audit import matrices
from tests.analysis.audit.modules import healthy, inputs, of, sole

GATES = {"LSTM": "ifgo", "GRU": "rzn", "RNN": "h"}


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN"])
def test_the_numbers_are_those_of_numpy(mode: str) -> None:
    torch.manual_seed(2)
    module = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[mode](3, 5, num_layers=2, bidirectional=True)
    report = rnnviz.audit(module, inputs().float())
    assert len(report.recurrent) == 4 * len(GATES[mode])
    for one in report.recurrent:
        side = "_reverse" if one.direction == "reverse" else ""
        stacked = getattr(module, f"weight_hh_l{one.layer}{side}").detach().double()
        block = stacked.split(5)[GATES[mode].index(one.name[-1])].numpy()
        np.testing.assert_allclose(np.sort_complex(one.eigenvalues), np.sort_complex(np.linalg.eigvals(block)))
        np.testing.assert_allclose(one.norm, np.linalg.norm(block, 2), rtol=1e-10)
        np.testing.assert_allclose(one.radius, np.abs(np.linalg.eigvals(block)).max(), rtol=1e-10)
        apart = np.linalg.norm(block.T @ block - np.eye(5), 2)
        np.testing.assert_allclose(one.orthogonality, apart, rtol=1e-8)


def test_an_orthogonal_matrix_is_told_by_0() -> None:
    for one in rnnviz.audit(healthy("LSTM"), inputs()).recurrent:
        assert one.orthogonality < 1e-12
        np.testing.assert_allclose(np.abs(one.eigenvalues), 1, rtol=1e-12)


def test_with_a_projection_both_matrices_are_multiplied() -> None:
    module: Any = nn.LSTM(3, 5, proj_size=2).double()
    found = rnnviz.audit(module, inputs()).recurrent
    back, past = module.weight_hr_l0.detach(), module.weight_hh_l0.detach().split(5)
    assert [one.name for one in found] == [f"W_hr @ W_h{gate}" for gate in "ifgo"]
    for one, block in zip(found, past, strict=True):
        wanted = np.linalg.eigvals((back @ block).numpy())
        np.testing.assert_allclose(np.sort_complex(one.eigenvalues), np.sort_complex(wanted), atol=1e-12)
        assert one.size == 2


def test_what_a_jordan_network_feeds_back_is_its_output() -> None:
    module = by_hand.Jordan(3, 4, 2).double()
    (one,) = rnnviz.audit(module, inputs().transpose(0, 1)).recurrent
    assert (one.name, one.size) == ("W_hy @ W_yh", 2)


def test_an_rnn_whose_matrix_shrinks_everything_is_worth_a_look() -> None:
    module = healthy("RNN", num_layers=2)
    with torch.no_grad():
        module.weight_hh_l1 *= 0.5
    report = rnnviz.audit(module, inputs())
    found = sole(report, "contracts")
    assert found.place.layer == 1
    # 0.5 ** 9 is above a thousandth, 0.5 ** 10 is not.
    assert found.values["steps"] == 10
    with torch.no_grad():
        module.weight_hh_l0 *= 1.01
        module.weight_hh_l1 *= 2.02
    assert not of(rnnviz.audit(module, inputs()), "contracts")


def test_a_matrix_may_stretch_though_its_eigenvalues_are_small() -> None:
    module = healthy("RNN")
    with torch.no_grad():
        module.weight_hh_l0.copy_(0.5 * torch.eye(6) + 2 * torch.diag(torch.ones(5), 1))
    report = rnnviz.audit(module, inputs())
    (one,) = report.recurrent
    assert one.radius == 0.5
    assert one.norm > 2
    assert not of(report, "contracts")


def test_no_such_thing_is_said_of_an_lstm() -> None:
    """Its state has another way than through the matrix."""
    module = healthy("LSTM")
    with torch.no_grad():
        module.weight_hh_l0 *= 0.1
    assert not of(rnnviz.audit(module, inputs()), "contracts")


def test_past_the_limit_of_work_a_spectrum_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "SPECTRUM_WORK", 6**3 * 2)
    found = rnnviz.audit(healthy("LSTM"), inputs())
    assert [len(one.eigenvalues) for one in found.recurrent] == [6, 6, 0, 0]
    assert [np.isnan(one.norm) for one in found.recurrent] == [False, False, True, True]
    (table,) = (one for one in found.tables if one.name == "recurrent")
    assert table.texts()[3][-3:] == ("–", "–", "–")

"""Every line on the shape explorer's list comes out as it says, on what PyTorch returns."""

from typing import Any

import torch
from hypothesis import given
from torch import nn

import rnnviz
from rnnviz.analysis.equalities import Checked, claims, equalities
from tests.analysis.test_locate import once, recorded
from tests.strategies import Network, Plan, forms


def by_pytorch(network: Network, code: str) -> Any:
    """What a line comes to on PyTorch's own tensors."""
    output, h_n, c_n = network.call()
    lengths = torch.tensor(network.lengths) if network.lengths else None
    return eval(code, {"torch": torch, "output": output, "h_n": h_n, "c_n": c_n, "lengths": lengths})


@given(forms().map(once))
def test_what_is_said_to_be_true_is_true_and_what_is_said_to_be_false_is_false(plan: Plan) -> None:
    if plan.cell:
        return
    network = plan.build()
    rec = recorded(network)
    found = equalities(rec)
    assert found
    for checked in found:
        own = by_pytorch(network, checked.claim.code)
        assert str(own) == checked.result
        assert (all(own) if isinstance(own, list) else own) is checked.holds is checked.claim.true


@given(forms())
def test_every_line_runs_for_every_module(plan: Plan) -> None:
    if plan.cell:
        return
    network = plan.build()
    for checked in equalities(recorded(network)):
        assert checked.result == str(by_pytorch(network, checked.claim.code))
        assert checked.holds or not checked.claim.true


def test_zeros_are_equal_by_chance() -> None:
    relu = nn.RNN(2, 1, nonlinearity="relu", bidirectional=True, bias=False)
    rec = rnnviz.record(relu, torch.zeros(3, 2, 2))
    chance = [checked.claim.code for checked in equalities(rec) if checked.by_chance]
    assert chance == [
        "torch.equal(output[-1, :, 1:], h_n[-1])",
        "torch.equal(h_n.view(2, -1), h_n.transpose(0, 1).reshape(2, -1))",
    ]


def lines(rec: rnnviz.Recording) -> list[str]:
    return [f"{claim.code} {claim.true}" for claim in claims(rec)]


def test_the_lines_of_a_packed_batch_first_lstm() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4, bidirectional=True, batch_first=True), torch.randn(3, 5, 3), lengths=[5, 2, 4])
    assert lines(rec) == [
        "torch.equal(output[torch.arange(3), lengths - 1, :4], h_n[-2]) True",
        "(output[:, -1, :4] == h_n[-2]).all(-1).tolist() False",
        "torch.equal(output[:, 0, 4:], h_n[-1]) True",
        "torch.equal(output[:, -1, 4:], h_n[-1]) False",
        "torch.equal(output[..., 0], output[..., :4]) False",
        "torch.equal(output[:, -1, :4], c_n[-2]) False",
        "torch.equal(h_n.view(1, 2, 3, 4)[-1, 0], h_n[-2]) True",
        "torch.equal(h_n.view(3, -1), h_n.transpose(0, 1).reshape(3, -1)) False",
        "h_n.shape == (2, 3, 4) True",
    ]
    rows: Checked = equalities(rec)[1]
    assert rows.result == "[True, False, False]"

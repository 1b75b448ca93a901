"""A fresh `nn.RNNCell` saturates nowhere; of a normal sum, the share beyond 0.99 is known; autograd sees it explode."""

import math

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["weights-of-standard-deviation-one"]


@pytest.mark.parametrize("seed", range(5))
def test_most_units_are_saturated_as_a_normal_sum_says(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    assert min(wrong["saturated"][1:]) > 0.5
    # The variances of independent terms add up: |x|² of the input and |h|² of the state before.
    x, h = wrong["words"][-1], wrong["h"]
    spread = math.sqrt(float(x.square().sum() + h.square().sum()))
    assert 8 < spread < 12
    expected = math.erfc(math.atanh(0.99) / spread / math.sqrt(2))
    assert wrong["saturated"][-1] == pytest.approx(expected, abs=0.12)
    stuck = wrong["h"].abs() > 0.99
    assert (1 - h[stuck] ** 2).max() < 0.02


@pytest.mark.parametrize("seed", range(5))
def test_pytorch_s_range_saturates_nowhere(seed: int) -> None:
    right = run(PITFALL, seed).right
    assert max(right["saturated"]) == 0
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        fresh = nn.RNNCell(10, 100)
    for ours, theirs in ((right["W_ih"], fresh.weight_ih), (right["W_hh"], fresh.weight_hh)):
        assert float(ours.std()) == pytest.approx(float(theirs.detach().std()), rel=0.05)
        assert ours.abs().max() <= 0.1
        assert theirs.abs().max() <= 0.1
    h = torch.zeros(100)
    with torch.no_grad():
        for x in right["words"]:
            h = fresh(x, h)
    assert h.abs().max() < 0.99


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_explodes_all_the_same(seed: int) -> None:
    assert jacobian_norm(run(PITFALL, seed).wrong) > 1e10
    assert jacobian_norm(run(PITFALL, seed).right) < 1


def jacobian_norm(side: Side) -> float:
    """How strongly the last state depends on the first, in float64."""
    W_ih, W_hh = side["W_ih"].double(), side["W_hh"].double()

    def last(h: torch.Tensor) -> torch.Tensor:
        for x in side["words"].double():
            h = torch.tanh(W_ih @ x + W_hh @ h)
        return h

    slopes = torch.func.jacrev(last)(torch.zeros(100, dtype=torch.float64))
    return float(slopes.norm())

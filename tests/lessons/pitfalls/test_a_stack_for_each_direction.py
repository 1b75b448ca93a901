"""Autograd says which tokens the forward half at t = 0 depends on; the sizes are published."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["a-stack-for-each-direction"]


@pytest.mark.parametrize("seed", range(5))
def test_only_pytorchs_forward_half_depends_on_later_tokens(seed: int) -> None:
    found = run(PITFALL, seed)
    for way, dependent in ((found.wrong, 1), (found.right, 5)):
        tokens = way["tokens"].clone().requires_grad_()
        way["network"](tokens)[0, :, :20].sum().backward()
        assert tokens.grad is not None
        assert (tokens.grad.flatten(1).abs().amax(dim=1) > 0).tolist() == [t < dependent for t in range(5)]


@pytest.mark.parametrize("seed", range(5))
def test_how_far_both_halves_move(seed: int) -> None:
    found = run(PITFALL, seed)
    assert torch.equal(found.wrong["tokens"][0], found.wrong["changed"][0])
    wrong, right = (way["difference"].view(2, 20).norm(dim=1) for way in (found.wrong, found.right))
    assert wrong[0] < 1e-7
    assert wrong[1] > 1e-2
    assert (right > 1e-2).all()


def test_the_second_layer_is_wider() -> None:
    found = run(PITFALL)
    assert found.right["stacks"].weight_ih_l1.shape == (80, 40)
    assert found.right["stacks"].weight_ih_l1_reverse.shape == (80, 40)
    assert found.wrong["stacks"][0].weight_ih_l1.shape == (80, 20)


@pytest.mark.parametrize("seed", range(5))
def test_with_one_layer_there_is_no_difference(seed: int) -> None:
    torch.manual_seed(seed)
    lstm = torch.nn.LSTM(10, 20, bidirectional=True)
    tokens = torch.randn(5, 1, 10, requires_grad=True)
    lstm(tokens)[0][0, :, :20].sum().backward()
    assert tokens.grad is not None
    assert not tokens.grad[1:].any()


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    right = run(PITFALL, seed).right["difference"][:20].norm()
    assert said == pytest.approx({"wrong": 0.0, "right": float(right), "few": 11840, "many": 15040}, abs=1e-7)

"""A network of one layer gives ``h_n[0]``; autograd says which layers it depends on."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.lessons.pitfalls.one_direction import one_direction

PITFALL = pitfalls()["first-layer-of-h-n"]


@pytest.mark.parametrize("seed", range(5))
def test_the_first_row_is_the_first_layer(seed: int) -> None:
    found = run(PITFALL, seed)
    gru, tokens = found.wrong["gru"], found.wrong["tokens"]
    below = tokens
    for layer in range(3):
        below, last = one_direction(gru, layer)(below)
        torch.testing.assert_close(found.wrong["h_n"][layer], last[0])
        if layer == 0:
            torch.testing.assert_close(found.wrong["summary"], last[0])
    torch.testing.assert_close(found.right["summary"], below[-1])
    assert torch.equal(found.right["summary"], found.right["output"][-1])
    assert (found.wrong["summary"] - found.wrong["output"][-1]).norm() > 0.1


@pytest.mark.parametrize("seed", range(5))
def test_the_upper_layers_learn_nothing(seed: int) -> None:
    found = run(PITFALL, seed)
    for way, learning in ((found.wrong, {0}), (found.right, {0, 1, 2})):
        for name, weight in way["gru"].named_parameters():
            moved = weight.grad is not None and bool(weight.grad.any())
            assert moved is (int(name[-1]) in learning), name


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    found = run(PITFALL, seed)
    apart = float((found.right["h_n"][0] - found.right["h_n"][2]).detach().norm())
    assert said == pytest.approx({"second": 0.0, "third": 0.0, "wrong": apart, "right": 0.0})

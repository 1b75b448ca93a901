"""The weights are the same at every step; the product of Jacobians shrinks."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["forgetting-sought-in-the-weights"]


@pytest.mark.parametrize("seed", range(5))
def test_the_influence_is_a_product_of_jacobians(seed: int) -> None:
    right = run(PITFALL, seed).right
    weight = right["rnn"].weight_hh_l0.detach().double()
    row = torch.eye(32, dtype=torch.float64)[0]
    expected = [row.norm().item()]
    for h in reversed(right["states"][1:]):
        row = (row * (1 - h[0].detach().double() ** 2)) @ weight
        expected.append(row.norm().item())
    assert right["memory"] == pytest.approx(expected, rel=1e-3)
    assert right["memory"][0] == 1
    assert right["memory"][1] < 1
    assert right["memory"][-1] < 1e-3
    assert right["memory"][-1] < right["memory"][10] < right["memory"][1]


@pytest.mark.parametrize("seed", range(5))
def test_the_weights_do_not_change_by_being_used(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    assert len(wrong["memory"]) == len(right["memory"]) == 21
    assert len(set(wrong["memory"])) == 1
    # Uniform in (-1, 1) / sqrt(32): each of the 1024 squares is 1 / 96 on average.
    assert wrong["memory"][0] == pytest.approx((1024 / 96) ** 0.5, rel=0.1)

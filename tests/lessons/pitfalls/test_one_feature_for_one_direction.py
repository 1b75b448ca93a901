"""One direction alone gives its half; both of the indices lie in the forward one."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.lessons.pitfalls.one_direction import one_direction

PITFALL = pitfalls()["one-feature-for-one-direction"]


@pytest.mark.parametrize("seed", range(5))
def test_both_indices_are_units_of_the_forward_direction(seed: int) -> None:
    found = run(PITFALL, seed)
    gru, tokens = found.wrong["gru"], found.wrong["tokens"]
    forward, _ = one_direction(gru)(tokens)
    backward, _ = one_direction(gru, reverse=True)(tokens.flip(0))
    first, second = found.wrong["directions"](tokens)
    torch.testing.assert_close(first, forward[:, :, 0])
    torch.testing.assert_close(second, forward[:, :, 1])
    halves = found.right["directions"](tokens)
    torch.testing.assert_close(halves[0], forward)
    torch.testing.assert_close(halves[1], backward.flip(0))


@pytest.mark.parametrize("seed", range(5))
def test_the_forward_units_do_not_see_the_last_token_before_the_last_step(seed: int) -> None:
    found = run(PITFALL, seed)
    assert torch.equal(found.wrong["tokens"][:-1], found.wrong["changed"][:-1])
    assert found.wrong["share"].tolist() == [0.0] * 7 + [1.0]
    assert found.right["share"].tolist() == [1.0] * 8


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    assert said == {"wrong": 0.0, "right": 1.0, "narrow": (8, 1), "wide": (8, 1, 16)}

"""Every layer and direction read by itself gives its final state."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.lessons.pitfalls.one_direction import one_direction

PITFALL = pitfalls()["rows-of-h-n"]


@pytest.mark.parametrize("seed", range(5))
def test_the_rows_go_layer_by_layer(seed: int) -> None:
    found = run(PITFALL, seed)
    below = found.right["tokens"]
    wrong_forward, wrong_backward = [], []
    for layer in range(3):
        forward, last = one_direction(found.right["gru"], layer)(below)
        backward, first = one_direction(found.right["gru"], layer, reverse=True)(below.flip(0))
        below = torch.cat([forward, backward.flip(0)], dim=2)
        torch.testing.assert_close(found.right["forward"][layer], last[0])
        torch.testing.assert_close(found.right["backward"][layer], first[0])
        wrong_forward.append(bool(torch.allclose(found.wrong["forward"][layer], last[0], atol=1e-4)))
        wrong_backward.append(bool(torch.allclose(found.wrong["backward"][layer], first[0], atol=1e-4)))
    assert wrong_forward == [True, False, False]
    assert wrong_backward == [False, False, True]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    assert (said["wrong_row"], said["right_row"], said["right"]) == (2, 4, 0.0)
    assert isinstance(said["wrong"], float)
    assert said["wrong"] > 0.1

"""The second layer's backward direction read by itself; the counts of the well-known example."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.lessons.pitfalls.one_direction import one_direction

PITFALL = pitfalls()["where-output-holds-h-n"]


@pytest.mark.parametrize("seed", range(5))
def test_the_final_backward_state_is_at_the_first_step(seed: int) -> None:
    right = run(PITFALL, seed).right
    lstm, tokens, output, h_n = (right[name] for name in ("lstm", "tokens", "output", "h_n"))
    forward, _ = one_direction(lstm)(tokens)
    backward, _ = one_direction(lstm, reverse=True)(tokens.flip(0))
    below = torch.cat([forward, backward.flip(0)], dim=2)
    upper = one_direction(lstm, 1, reverse=True)
    steps, (last, _) = upper(below.flip(0))
    torch.testing.assert_close(output[0, :, 20:], last[0])
    torch.testing.assert_close(h_n[-1], last[0])
    torch.testing.assert_close(output[-1, :, 20:], steps[0])


@pytest.mark.parametrize("seed", range(5))
def test_all_entries_or_none(seed: int) -> None:
    found = run(PITFALL, seed)
    assert found.wrong["output"].shape == (5, 3, 40)
    assert found.wrong["h_n"].shape == (4, 3, 20)
    assert torch.equal(found.wrong["output"][4, 0, :20], found.wrong["h_n"][2, 0])
    assert PITFALL.outcome(found).values == {"all": 60, "forward": 60, "wrong": 0, "right": 60}

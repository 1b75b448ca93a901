"""The last output does not move with the hidden weights of its own step when it is computed first."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from rnnviz.lessons.pitfalls.pitfall import Side

PITFALL = pitfalls()["output-from-the-state-before"]


@pytest.mark.parametrize("seed", range(5))
def test_one_step_gives_the_hidden_weights_nothing(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong["lengths"], run(PITFALL, seed).right["lengths"]
    assert wrong[0] == 0
    assert min(wrong[1:]) > 1e-2
    assert min(right) > 1e-2


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_that_of_the_formula(seed: int) -> None:
    """With one step h = tanh(W [x, 0] + b); with n steps, y before h is n - 1 updates and h before y is n."""
    side = run(PITFALL, seed).right
    x, fc = side["x"], side["to_output"]
    hidden = torch.tanh(side["to_hidden"](torch.cat([x[0], torch.zeros(5)])))
    into_hidden = fc.weight[:, 3:].sum(dim=0) * (1 - hidden**2)
    by_hand = torch.outer(into_hidden, torch.cat([x[0], torch.zeros(5)])).norm().item()
    assert side["lengths"][0] == pytest.approx(by_hand, rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_the_last_state_is_used_by_nothing(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    for side, updates in ((wrong, 3), (right, 4)):
        torch.testing.assert_close(side["y"], _output_after(side, updates))
    assert not torch.allclose(wrong["y"], right["y"], atol=1e-3)


def _output_after(side: Side, updates: int) -> torch.Tensor:
    """The output at the last of four steps, from a hidden state that was updated so often."""
    x, layer = side["x"], side["to_hidden"]
    h = torch.zeros(5)
    for t in range(updates):
        h = torch.tanh(layer.weight[:, :3] @ x[t] + layer.weight[:, 3:] @ h + layer.bias)
    fc = side["to_output"]
    output: torch.Tensor = fc.weight[:, :3] @ x[3] + fc.weight[:, 3:] @ h + fc.bias
    return output

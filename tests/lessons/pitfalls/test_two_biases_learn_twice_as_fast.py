"""An LSTM written out with one bias, in float64, takes the single bias's step; the pair takes that step twice."""

import pytest
import torch

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["two-biases-learn-twice-as-fast"]
RATE = 0.5


def single_bias_step(side: Side) -> torch.Tensor:
    """What one step of SGD adds to the bias of an LSTM that has only one."""
    lstm = side["lstm"]
    # The weights have taken their own step; the step is undone here.
    W_ih, W_hh = ((weight + RATE * weight.grad).double() for weight in (lstm.weight_ih_l0, lstm.weight_hh_l0))
    bias = side["start"].double().requires_grad_()
    h = c = torch.zeros(8, 6, dtype=torch.float64)
    for x in side["words"].double().unbind(1):
        i, f, g, o = (x @ W_ih.detach().T + h @ W_hh.detach().T + bias).chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
    ((h - side["goal"]) ** 2).mean().backward()
    assert bias.grad is not None
    step: torch.Tensor = -RATE * bias.grad
    return step


@pytest.mark.parametrize("seed", range(5))
def test_the_sum_of_two_moves_twice_as_far(seed: int) -> None:
    found = run(PITFALL, seed)
    one = single_bias_step(found.right)
    torch.testing.assert_close(found.right["moved"].double(), one, rtol=1e-3, atol=1e-6)
    torch.testing.assert_close(found.wrong["moved"].double(), 2 * one, rtol=1e-3, atol=1e-6)
    assert one.norm() > 1e-3
    assert PITFALL.outcome(found).values["ratio"] == pytest.approx(2, abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_both_programs_start_from_the_same_function(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    assert torch.equal(wrong["output"], right["output"])
    torch.testing.assert_close(wrong["lstm"].bias_ih_l0.grad, wrong["lstm"].bias_hh_l0.grad, rtol=0, atol=0)
    assert not right["lstm"].bias_hh_l0.any()

"""One network answers alike each time; three networks are three draws of weights."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["network-built-at-every-call"]


@pytest.mark.parametrize("seed", range(5))
def test_the_network_built_once_answers_as_its_formula(seed: int) -> None:
    right = run(PITFALL, seed).right
    rnn = right["rnn"]
    h = torch.zeros(6)
    for x_t in right["sequence"]:
        h = torch.tanh(rnn.weight_ih_l0 @ x_t + rnn.bias_ih_l0 + rnn.weight_hh_l0 @ h + rnn.bias_hh_l0)
    for answer in right["answers"]:
        torch.testing.assert_close(answer, h.detach())


@pytest.mark.parametrize("seed", range(5))
def test_each_call_draws_other_weights(seed: int) -> None:
    found = run(PITFALL, seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        sequence = torch.randn(5, 3)
        expected = [nn.RNN(3, 6)(sequence)[1][0].detach() for _ in range(3)]
    torch.testing.assert_close(found.wrong["answers"], torch.stack(expected))
    torch.testing.assert_close(found.wrong["answers"][0], found.right["answers"][0])
    assert torch.pdist(found.wrong["answers"]).min() > 0.2

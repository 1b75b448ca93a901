"""Position 0 costs ln V and teaches nothing."""

import math

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["loss-at-position-zero"]


@pytest.mark.parametrize("seed", range(5))
def test_a_perfect_decoder_keeps_the_logarithm_of_its_vocabulary(seed: int) -> None:
    found = run(PITFALL, seed)
    sizes, seq_len = found.wrong["sizes"], found.wrong["seq_len"]
    assert found.wrong["losses"] == pytest.approx([math.log(size) / seq_len for size in sizes], rel=1e-5)
    assert found.right["losses"] == pytest.approx([0.0] * len(sizes), abs=1e-6)
    assert torch.equal(found.right["outputs"][1:].argmax(dim=1), found.right["target"][1:])


@pytest.mark.parametrize("seed", range(5))
def test_the_row_of_zeros_has_no_gradient_for_any_weight(seed: int) -> None:
    torch.manual_seed(seed)
    gru, fc, embedding = nn.GRU(8, 16), nn.Linear(16, 20), nn.Embedding(20, 8)
    target = torch.randint(20, (6,))
    logits = fc(gru(embedding(target[:-1]))[0])
    outputs = torch.cat([torch.zeros(1, 20), logits])
    weights = [*gru.parameters(), *fc.parameters(), *embedding.parameters()]
    with_zero = torch.autograd.grad(nn.functional.cross_entropy(outputs, target), weights, retain_graph=True)
    without = torch.autograd.grad(nn.functional.cross_entropy(logits, target[1:]), weights)
    for one, other in zip(with_zero, without, strict=True):
        torch.testing.assert_close(one * 6, other * 5)

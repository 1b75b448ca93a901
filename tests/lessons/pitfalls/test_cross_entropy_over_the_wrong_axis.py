"""Axis 1 is read as the classes, whatever it holds, and only a square hides it."""

import math

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["cross-entropy-over-the-wrong-axis"]


@pytest.mark.parametrize("seed", range(5))
def test_only_the_right_axis_knows_the_right_network(seed: int) -> None:
    found = run(PITFALL, seed)
    sure = math.exp(10) / (math.exp(10) + 7)
    assert found.right["losses"] == pytest.approx([-math.log(sure), 10 - math.log(sure)], abs=1e-4)
    good, bad = found.wrong["losses"]
    assert good > 2
    assert abs(good - bad) < 4


@pytest.mark.parametrize("seed", range(5))
def test_the_wrong_loss_compares_time_steps(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    logits, target = wrong["always_right"].double(), wrong["target"]
    total = 0.0
    for row in range(16):
        for place in range(8):
            over_time = logits[row, :, place]
            total += float(over_time.logsumexp(dim=0) - over_time[target[row, place]])
    assert wrong["losses"][0] == pytest.approx(total / 128, abs=1e-4)


def test_other_lengths_raise() -> None:
    with pytest.raises(RuntimeError, match="Expected target size"):
        nn.functional.cross_entropy(torch.zeros(16, 7, 8), torch.zeros(16, 7, dtype=torch.long))

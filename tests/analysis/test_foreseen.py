"""What logits foresee, against torch's softmax."""

import math

import numpy as np
import pytest
import torch

from rnnviz.analysis import foreseen


def test_chances_bits_and_ranks() -> None:
    logits = torch.randn(20, 7, generator=torch.Generator().manual_seed(0)) * 3
    right = torch.randint(7, (20,), generator=torch.Generator().manual_seed(1))
    found = foreseen(logits.numpy(), right.numpy())
    likely = logits.double().softmax(dim=1)
    np.testing.assert_allclose(found.chances, likely.numpy(), rtol=1e-12)
    bits = torch.nn.functional.cross_entropy(logits.double(), right, reduction="none") / math.log(2)
    np.testing.assert_allclose(found.bits, bits.numpy(), rtol=1e-12, atol=1e-12)
    assert found.mean_bits == pytest.approx(float(bits.mean()))
    for t in range(20):
        order = likely[t].argsort(descending=True).tolist()
        assert found.ranks[t] == order.index(int(right[t]))
        assert found.best(t, 3) == tuple(order[:3])


def test_certain_and_impossible() -> None:
    found = foreseen(np.array([[0.0, -np.inf], [0.0, -np.inf]]), np.array([0, 1]))
    assert found.bits.tolist() == [0.0, np.inf]
    assert found.ranks.tolist() == [0, 1]


def test_nothing() -> None:
    assert math.isnan(foreseen(np.zeros((0, 3)), np.zeros(0, dtype=np.int64)).mean_bits)

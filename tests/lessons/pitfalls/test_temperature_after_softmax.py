"""Divided probabilities draw as before; divided logits are powers of the probabilities."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["temperature-after-softmax"]


@pytest.mark.parametrize("seed", range(5))
def test_the_temperature_acts_on_the_logits_alone(seed: int) -> None:
    found = run(PITFALL, seed)
    plain = found.wrong["logits"].double().softmax(dim=0)
    best = int(plain.argmax())
    assert found.wrong["top"] == pytest.approx([plain[best].item()] * 5, abs=1e-6)
    powers = [plain ** (1 / temperature) for temperature in found.right["temperatures"]]
    assert found.right["top"] == pytest.approx([(one[best] / one.sum()).item() for one in powers], abs=1e-6)
    assert found.right["top"] == sorted(found.right["top"], reverse=True)
    assert found.right["top"][0] - found.right["top"][-1] > 0.1


@pytest.mark.parametrize("seed", range(5))
def test_multinomial_draws_as_if_nothing_had_been_divided(seed: int) -> None:
    plain = run(PITFALL, seed).wrong["logits"].softmax(dim=0)
    for temperature in (0.25, 4.0):
        torch.manual_seed(seed)
        undivided = torch.multinomial(plain, 1000, replacement=True)
        torch.manual_seed(seed)
        divided = torch.multinomial(plain / temperature, 1000, replacement=True)
        torch.testing.assert_close(divided.bincount(minlength=6), undivided.bincount(minlength=6), atol=5, rtol=0)

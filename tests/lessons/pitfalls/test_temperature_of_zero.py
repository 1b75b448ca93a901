"""Zero is a limit that softmax cannot take, and less than zero turns the order round."""

import math

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["temperature-of-zero"]


@pytest.mark.parametrize("seed", range(5))
def test_the_draw_is_refused_and_the_limit_is_the_best_one(seed: int) -> None:
    found = run(PITFALL, seed)
    assert isinstance(found.wrong.error, RuntimeError)
    assert "nan" in str(found.wrong.error)
    assert len(found.wrong["drawn"]) == 3
    assert math.isnan(found.wrong["top"][-1])
    assert found.wrong["top"][:3] == found.right["top"][:3] == sorted(found.right["top"][:3])
    assert found.right["top"][-1] == 1
    assert found.right["drawn"][-1] == max(range(6), key=found.right["logits"].tolist().__getitem__)
    nearly = (found.right["logits"].double() / 1e-9).softmax(dim=0)
    torch.testing.assert_close(found.right["chances"](0.0).double(), nearly)


@pytest.mark.parametrize("seed", range(5))
def test_below_zero_the_worst_is_the_likeliest(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    turned = wrong["chances"](-1.0)
    assert int(turned.argmax()) == int(wrong["logits"].argmin())
    assert torch.multinomial(turned, 1).item() in range(6)

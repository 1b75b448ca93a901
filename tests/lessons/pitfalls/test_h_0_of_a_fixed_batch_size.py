"""100 = 64 + 36: PyTorch names both sizes, and the zeros that fit are those that it would take itself."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["h-0-of-a-fixed-batch-size"]


@pytest.mark.parametrize("seed", range(5))
def test_the_second_batch_is_too_small(seed: int) -> None:
    found = run(PITFALL, seed)
    assert isinstance(found.wrong.error, RuntimeError)
    assert "(1, 36, 20), got [1, 64, 20]" in str(found.wrong.error)
    assert found.wrong["done"] == [64]
    assert found.right["done"] == [64, 36]


@pytest.mark.parametrize("seed", range(5))
def test_left_out_states_give_the_same(seed: int) -> None:
    right = run(PITFALL, seed).right
    output, (h_n, c_n) = right["lstm"](right["sentences"])
    assert torch.equal(output, right["output"])
    assert torch.equal(h_n, right["h_n"])
    assert torch.equal(c_n, right["c_n"])


def test_the_fixed_size_is_the_only_trouble() -> None:
    names: dict[str, list[int]] = {}
    with torch.random.fork_rng(devices=[]):
        exec(PITFALL.setup.replace("randn(100", "randn(128") + PITFALL.wrong, names)
    assert names["done"] == [64, 64]

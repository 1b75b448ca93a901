"""An unknown word stops the program, or gets the place that is kept for it."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["unknown-word"]


@pytest.mark.parametrize("seed", range(5))
def test_the_unknown_word_gets_the_first_row(seed: int) -> None:
    found = run(PITFALL, seed)
    assert isinstance(found.wrong.error, KeyError)
    assert found.wrong.error.args == ("purrs",)
    assert len(found.wrong["vectors"]) == 2
    expected = found.right["embedding"].weight[[1, 2, 0]]
    assert torch.equal(torch.stack(found.right["vectors"]), expected)
    assert torch.equal(torch.stack(found.wrong["vectors"]), expected[:2])


def test_a_place_that_no_training_text_uses_learns_nothing() -> None:
    embedding = torch.nn.Embedding(5, 5)
    embedding(torch.tensor([1, 2, 3, 4])).sum().backward()
    assert embedding.weight.grad is not None
    assert torch.equal(embedding.weight.grad[0], torch.zeros(5))

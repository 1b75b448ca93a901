"""Two layers walked by hand, each caption from the states that it is said to begin with."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.lessons.pitfalls.one_direction import one_direction

PITFALL = pitfalls()["batch-first-initial-state"]


@pytest.mark.parametrize("seed", range(5))
def test_sentences_are_taken_for_layers(seed: int) -> None:
    found = run(PITFALL, seed)
    gru, captions, pictures = (found.wrong[name] for name in ("gru", "captions", "pictures"))
    lower, upper = one_direction(gru, 0), one_direction(gru, 1)
    states = found.wrong["start"](pictures).view(2, 2, 4)
    for caption in range(2):
        own = (states[caption, 0], states[caption, 1])
        crossed = (states[0, caption], states[1, caption])
        for way, (first, second) in ((found.right, own), (found.wrong, crossed)):
            below, _ = lower(captions[caption], first[None])
            expected, _ = upper(below, second[None])
            torch.testing.assert_close(way["outputs"](pictures)[caption], expected)


@pytest.mark.parametrize("seed", range(5))
def test_another_picture_moves_a_caption_that_is_not_its_own(seed: int) -> None:
    found = run(PITFALL, seed)
    assert torch.equal(found.wrong["pictures"][0], found.wrong["changed"][0])
    assert (found.wrong["moved"] > 1e-2).all()
    assert found.right["moved"][0] < 1e-6
    assert found.right["moved"][1] > 1e-2


def test_another_batch_raises() -> None:
    gru = run(PITFALL).wrong["gru"]
    with pytest.raises(RuntimeError, match=r"Expected hidden size \(2, 3, 4\), got \[3, 2, 4\]"):
        gru(torch.zeros(3, 5, 8), torch.zeros(3, 2, 4))
    with pytest.raises(RuntimeError, match="Expected hidden size"):
        gru(torch.zeros(1, 5, 8), torch.zeros(1, 2, 4))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    assert said["wrong"] == pytest.approx(float(run(PITFALL, seed).wrong["moved"][0]))
    assert said["right"] == pytest.approx(0.0, abs=1e-6)

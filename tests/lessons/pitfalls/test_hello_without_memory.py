"""The best that the present letter allows is its count in the word; the state allows more."""

from collections import Counter

import pytest

from rnnviz.lessons.pitfalls import pitfalls, run
from rnnviz.lessons.pitfalls.pitfall import Side

PITFALL = pitfalls()["hello-without-memory"]


@pytest.mark.parametrize("seed", range(5))
def test_without_memory_the_counts_are_the_best(seed: int) -> None:
    found = run(PITFALL, seed)
    pairs = list(zip("hell", "ello", strict=True))
    together, letters = Counter(pairs), Counter("hell")
    best = [together[pair] / letters[pair[0]] for pair in pairs]
    assert best == [1, 1, 0.5, 0.5]
    assert _of_the_target(found.wrong) == pytest.approx(best, abs=0.03)
    assert min(_of_the_target(found.right)) > 0.95


@pytest.mark.parametrize("seed", range(5))
def test_the_two_ls_are_one_and_the_same_without_memory(seed: int) -> None:
    found = run(PITFALL, seed)
    one, other = found.wrong["chances"][2:]
    assert one.tolist() == pytest.approx(other.tolist(), abs=1e-6)
    assert (found.right["chances"][2] - found.right["chances"][3]).abs().max() > 0.9


def _of_the_target(side: Side) -> list[float]:
    return [side["chances"][t]["helo".index(letter)].item() for t, letter in enumerate("ello")]

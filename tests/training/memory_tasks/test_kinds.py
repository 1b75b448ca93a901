"""The tasks, by Python's own means: XOR, sums and slices; and the scores that come without having looked, counted."""

from functools import reduce
from operator import xor

import pytest
import torch

from rnnviz.training.memory_tasks.adding import PLACES, Adding
from rnnviz.training.memory_tasks.copying import Copying
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.parity import Parity
from rnnviz.training.memory_tasks.plan import WHAT, kind_of
from rnnviz.training.memory_tasks.recall import Recall

COUNT = 4000
DISTANCES = (0, 1, 7)
KINDS = [kind_of(what, 3) for what in WHAT]


def drawn(kind: MemoryKind, distance: int, count: int = 200) -> tuple[torch.Tensor, torch.Tensor]:
    return kind.cases(torch.Generator().manual_seed(5), count, distance)


@pytest.mark.parametrize("distance", DISTANCES)
def test_a_symbol_distractors_and_a_question(distance: int) -> None:
    input, symbols = drawn(Recall(), distance)
    assert input.shape == (distance + 2, 200, 9)
    assert bool((input.sum(dim=-1) == 1).all())
    kinds = input.argmax(dim=-1)
    assert torch.equal(kinds[0], symbols[0])
    assert set(symbols[0].tolist()) == {0, 1, 2, 3}
    assert set(kinds[1:-1].flatten().tolist()) == ({4, 5, 6, 7} if distance else set())
    assert set(kinds[-1].tolist()) == {8}


@pytest.mark.parametrize("copied", [1, 4])
@pytest.mark.parametrize("distance", DISTANCES)
def test_a_string_is_to_be_repeated_after_nothing(copied: int, distance: int) -> None:
    kind = Copying(copied)
    input, symbols = drawn(kind, distance)
    for label, answer in zip(kind.labels(input), symbols.T.tolist(), strict=True):
        assert "".join(label[copied:]) == "·" * distance + "?" * copied
        assert label[:copied] == [kind.answer(value) for value in answer]
    assert set(symbols.flatten().tolist()) == {0, 1, 2, 3}
    assert kind.answers(distance) == copied


@pytest.mark.parametrize("distance", DISTANCES)
def test_two_marked_numbers_at_the_distance_are_to_be_added(distance: int) -> None:
    input, total = drawn(Adding(), distance)
    assert input.shape == (distance + 1 + PLACES, 200, 2)
    firsts = set()
    for row, right in zip(input.transpose(0, 1).tolist(), total[0].tolist(), strict=True):
        first, second = (place for place, (_, mark) in enumerate(row) if mark)
        assert second - first == distance + 1
        assert right == pytest.approx(row[first][0] + row[second][0])
        firsts.add(first)
    assert firsts == set(range(PLACES))
    assert Adding().labels(input)[0][0].rstrip("*") == f"{float(input[0, 0, 0]):.2f}"


@pytest.mark.parametrize("distance", DISTANCES)
def test_parity_is_xor(distance: int) -> None:
    input, odd = drawn(Parity(), distance)
    running, after = drawn(Parity(running=True), distance)
    assert torch.equal(input, running)
    for bits, right, each in zip(input[..., 0].int().T.tolist(), odd[0].tolist(), after.T.tolist(), strict=True):
        assert right == reduce(xor, bits)
        assert each == [reduce(xor, bits[: place + 1]) for place in range(len(bits))]
    assert Parity().answers(distance) == 1
    assert Parity(running=True).answers(distance) == distance + 2 == len(after)


@pytest.mark.parametrize("kind", KINDS, ids=WHAT)
def test_the_best_that_always_answers_the_same_gets_the_chance_level(kind: MemoryKind) -> None:
    _, target = drawn(kind, 5, COUNT)
    if kind.measure == "error":
        best = min(float((target - value / 20).square().mean()) for value in range(41))
    else:
        last = target[-1]
        best = max(float((last == value).float().mean()) for value in range(kind.output_size))
    assert best == pytest.approx(kind.chance, abs=0.03)


@pytest.mark.parametrize("kind", KINDS, ids=WHAT)
def test_scores_of_who_is_right_wrong_and_half_right(kind: MemoryKind) -> None:
    _, target = drawn(kind, 4)
    if kind.measure == "error":
        right, wrong = target[..., None].clone(), target[..., None] + 0.5
        assert kind.score(wrong, target) == pytest.approx(0.25)
        assert float(kind.loss(wrong, target)) == pytest.approx(0.25)
    else:
        right = torch.nn.functional.one_hot(target, kind.output_size).float()
        wrong = right.roll(1, dims=-1)
        half = torch.cat([right[:, :100], wrong[:, 100:]], dim=1)
        assert kind.score(wrong, target) == 0
        assert kind.score(half, target) == 0.5
        even = torch.zeros_like(right)
        assert float(kind.loss(even, target)) == pytest.approx(float(torch.log(torch.tensor(kind.output_size))))
    assert kind.score(right, target) == kind.perfect
    assert (kind.learned(kind.chance), kind.learned(kind.perfect)) == (0, 1)
    assert kind.learned((kind.chance + kind.perfect) / 2) == pytest.approx(0.5)
    assert kind.learned(kind.threshold) == pytest.approx(kind.enough)


def test_who_knows_one_of_the_two_numbers_is_not_said_to_remember() -> None:
    kind = Adding()
    input, total = drawn(kind, 4, COUNT)
    rows = (input[..., 0] * input[..., 1]).T
    known = torch.stack([row[row > 0][-1] for row in rows])
    error = kind.score((known + 0.5)[None, :, None], total)
    assert error == pytest.approx(kind.one_known, abs=0.005)
    assert kind.learned(error) < kind.enough - 0.1


def test_running_parity_is_scored_by_its_last_answer() -> None:
    kind = Parity(running=True)
    _, target = drawn(kind, 4)
    scores = torch.nn.functional.one_hot(target, 2).float()
    scores[:-1] = scores[:-1].roll(1, dims=-1)
    assert kind.score(scores, target) == 1

"""Series, how they are cut, and what needs no network."""

import numpy as np
import pytest
import torch

from rnnviz.errors import InputError
from rnnviz.training.next_number import SERIES, WINDOW, NextNumberPlan, least_squares, prepared, series


def test_the_series_are_what_their_names_say() -> None:
    steps = np.diff(series("arithmetic", 50))
    assert len(set(steps.tolist())) == 1
    geometric = series("geometric", 50)
    np.testing.assert_allclose(geometric[1:] / geometric[:-1], 100 ** (1 / 49))
    sine = series("sine", 300)
    # x[t+1] = 2 cos(pace) x[t] - x[t-1] holds for a sine alone.
    np.testing.assert_allclose(sine[2:] + sine[:-2], 2 * np.cos(0.3) * sine[1:-1], atol=1e-12)
    noise = series("noisy-sine", 5000, noise=0.3) - series("sine", 5000)
    assert abs(noise.std() - 0.3) < 0.02
    assert abs(np.corrcoef(noise[1:], noise[:-1])[0, 1]) < 0.05
    walk = np.diff(series("random-walk", 5000, noise=2.0))
    assert abs(walk.std() - 2) < 0.1
    assert abs(np.corrcoef(walk[1:], walk[:-1])[0, 1]) < 0.05


@pytest.mark.parametrize("name", SERIES)
def test_a_series_follows_from_its_seed(name: str) -> None:
    np.testing.assert_array_equal(series(name, 40, seed=3), series(name, 40, seed=3))
    drawn = name in ("noisy-sine", "random-walk")
    assert np.array_equal(series(name, 40, seed=3), series(name, 40, seed=4)) != drawn


@pytest.mark.parametrize("count", [12, 13, 31, 100, 1000])
def test_no_number_is_on_both_sides(count: int) -> None:
    data = prepared(np.arange(count, dtype=np.float64))
    sides = [
        np.unique(np.round(data.in_own_units(torch.cat([part.input.flatten(), part.goal.flatten()]))))
        for part in (data.training, data.held_out)
    ]
    np.testing.assert_array_equal(np.concatenate(sides), np.arange(count))
    assert max(sides[0]) < min(sides[1]) == data.split
    assert len(sides[1]) == max(round(count / 5), 6)
    # Every goal follows its window, and is what the figure draws.
    for part in (data.training, data.held_out):
        rows = np.round(data.in_own_units(torch.cat([part.input[..., 0], part.goal], dim=1)))
        assert np.all(np.diff(rows, axis=1) == 1)
    np.testing.assert_array_equal(data.truth, np.round(data.in_own_units(data.held_out.goal[:, 0])))
    np.testing.assert_array_equal(data.truth, data.series[data.positions])


def test_the_part_held_out_is_not_looked_at_to_standardise() -> None:
    numbers = np.random.default_rng(0).normal(5, 3, size=100)
    other = numbers.copy()
    other[80:] += 1000
    one, two = prepared(numbers), prepared(other)
    assert (one.mean, one.scale) == (two.mean, two.scale) == (numbers[:80].mean(), numbers[:80].std())
    assert torch.equal(one.training.input, two.training.input)
    assert abs(one.standardised[:80].mean()) < 1e-12
    assert abs(one.standardised[:80].std() - 1) < 1e-12


@pytest.mark.parametrize("value", [0.0, 0.1, -3e11])
def test_numbers_that_are_all_the_same(value: float) -> None:
    task = NextNumberPlan(series="own", numbers=" ".join([repr(value)] * 40)).task()
    assert task.data.scale == 1
    assert [found.numbers["error"] for found in task.baselines.values()] == pytest.approx([0, 0], abs=1e-12)


def test_few_numbers() -> None:
    with pytest.raises(InputError) as raised:
        prepared(np.arange(11.0))
    assert str(raised.value) == (
        "The series must have at least 12 numbers: 5 to read and 1 to predict for the training, and as many for the "
        "test; it has 11. Add some."
    )
    data = prepared(np.arange(12.0))
    assert len(data.training.input) == len(data.held_out.input) == 1


@pytest.mark.parametrize("name", ["noisy-sine", "random-walk"])
def test_baselines_are_numpys(name: str) -> None:
    task = NextNumberPlan(series=name, length=300).task()
    data = task.data
    numbers = data.standardised

    def rows(start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
        read = [[*numbers[t : t + WINDOW], 1.0] for t in range(start, stop - WINDOW)]
        return np.array(read), numbers[start + WINDOW : stop]

    read, follows = rows(0, data.split)
    rule, *_ = np.linalg.lstsq(read, follows)
    asked, truth = rows(data.split, len(numbers))
    expected = {"repeat": asked[:, WINDOW - 1], "least-squares": asked @ rule}
    assert task.baselines.keys() == expected.keys()
    for baseline, found in task.baselines.items():
        error = np.mean((expected[baseline] - truth) ** 2)
        assert found.numbers["error"] == pytest.approx(error, rel=1e-4)
        assert found.numbers["own_error"] == pytest.approx(error * data.series[: data.split].var(), rel=1e-4)
        own = expected[baseline] * data.scale + data.mean
        np.testing.assert_allclose(found.values["predictions"], own, atol=1e-4)


@pytest.mark.parametrize("name", ["arithmetic", "geometric", "sine"])
def test_a_linear_rule_continues_lines_growth_and_sines(name: str) -> None:
    """Though the numbers held out lie far outside of those that the rule was fitted to."""
    task = NextNumberPlan(series=name, length=400).task()
    found = task.baselines["least-squares"].numbers["error"]
    assert found < 1e-8 < task.baselines["repeat"].numbers["error"]


def test_of_several_rules_the_smallest() -> None:
    data = prepared(np.arange(100.0))
    rule = least_squares(data.training)
    read = torch.cat([data.training.input[..., 0], torch.ones(len(data.training.input), 1)], dim=1).numpy()
    expected = np.linalg.pinv(read.astype(np.float64), rcond=5e-7) @ data.training.goal[:, 0].numpy()
    np.testing.assert_allclose(rule.weights.numpy(), expected, atol=1e-5)

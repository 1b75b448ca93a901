"""What the lesson on the hidden state over time says, against PyTorch, NumPy and algebra."""

import numpy as np
import pytest
import torch

from rnnviz.errors import InputError
from rnnviz.lessons.course.chapters.hidden_state_over_time import room, runs
from rnnviz.lessons.course.chapters.hidden_state_over_time.numbers import numbers
from rnnviz.lessons.course.chapters.hidden_state_over_time.quiz import questions
from rnnviz.training.models import hello

TEXT = "to be or not to be"


def test_the_same_words_are_the_same_input_and_another_state() -> None:
    rec = runs.read(TEXT, 12)
    h = runs.states(rec)
    np.testing.assert_array_equal(rec.input[0], rec.input[4])
    assert np.linalg.norm(h[0] - h[4]) > 0.1
    assert h.shape == (6, 12)
    assert not np.array_equal(rec.input[0], rec.input[1])
    with pytest.raises(InputError):
        runs.check("one one one")


def test_the_mean_hides_what_the_units_do() -> None:
    found = numbers({"text": TEXT, "units": 12})
    h = runs.states(runs.read(TEXT, 12))
    means = [sum(row) / len(row) for row in h.tolist()]
    assert found["mean_range"] == pytest.approx(max(means) - min(means))
    units = [max(column) - min(column) for column in h.T.tolist()]
    assert found["unit_range"] == pytest.approx(sum(units) / len(units))
    assert max(means) - min(means) < sum(units) / len(units)
    one, other = found["one"], found["other"]
    assert isinstance(one, int)
    assert isinstance(other, int)
    assert found["means_apart"] == pytest.approx(abs(means[one] - means[other]))
    # No other two states that are as far apart as most have means that are closer.
    distances = torch.pdist(torch.from_numpy(h))
    between = torch.pdist(torch.tensor(means, dtype=torch.float64)[:, None])
    far = distances >= np.median(distances.numpy())
    assert found["states_apart"] >= float(distances[far].min()) - 1e-9  # type: ignore[operator]
    assert found["means_apart"] == pytest.approx(float(between[far].min()))


def test_the_plane_keeps_what_the_two_largest_variances_are() -> None:
    h = runs.states(runs.read(TEXT, 12))
    variances = np.sort(np.linalg.eigvalsh(np.cov(h.T)))[::-1]
    share = float(variances[:2].sum() / variances.sum())
    assert numbers({"text": TEXT, "units": 12})["plane"] == pytest.approx(100 * share)


def test_the_trained_network_is_at_two_places_for_the_two_l() -> None:
    letters, _ = hello.tensors()
    with torch.no_grad():
        output = hello.load().rnn(letters)[0][:, 0]
    apart = float(torch.dist(output[2], output[3]))
    assert numbers({"text": TEXT, "units": 2})["same_letter"] == pytest.approx(apart, rel=1e-5)
    assert apart > 1


@pytest.mark.parametrize("units", room.SIZES)
def test_a_linear_readout_finds_no_more_than_there_are_units(units: int) -> None:
    shares = room.remembered(units)
    # Jaeger, 2001: for independent inputs the shares of all distances add up to the number of units at most.
    assert shares.sum() <= units
    assert (shares >= 0).all()
    assert (shares <= 1).all()
    if units > room.SIZES[0]:
        assert (shares[:20] >= room.remembered(room.SIZES[0])[:20]).all()


def test_what_is_found_again_is_found_by_another_way_of_least_squares() -> None:
    x = np.random.default_rng(0).standard_normal(room.LENGTH)
    h = room.states(16, x, seed=1)
    kept, wanted = h[room.SETTLED :], x[room.SETTLED - 3 : room.LENGTH - 3]
    train = slice(0, room.TRAINED)
    weights = np.linalg.solve(kept[train].T @ kept[train], kept[train].T @ wanted[train])
    left = wanted[room.TRAINED :] - kept[room.TRAINED :] @ weights
    assert room.remembered(16)[3] == pytest.approx(1 - left.var() / wanted[room.TRAINED :].var(), rel=1e-6)


def test_with_more_units_the_error_falls_on_the_examples_and_rises_on_unseen_steps() -> None:
    seen, unseen = room.fitted()
    assert (np.diff(seen) < 0).all()
    best = int(unseen.argmin())
    assert 0 < best < len(unseen) - 1
    assert unseen[-1] > 2 * unseen[best]
    # The noise is the least that is possible on unseen steps; on the examples the readout gets below it.
    assert seen[-1] < room.NOISE**2 < unseen.min()


@pytest.mark.parametrize("draw", range(6))
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    share = found["plane"].numbers["share"]
    assert isinstance(share, float)
    assert {key: asked.right for key, asked in found.items()} == {
        "size": "same",
        "mean": "nothing",
        "plane": "all" if share > 99.9 else "part",
        "parameters": "four",
        "room": "units",
        "unseen": "rises",
    }
    made = found["parameters"].numbers
    n, d = made["n"], made["d"]
    assert isinstance(n, int)
    assert isinstance(d, int)
    assert (made["before"], made["after"]) == (d * (n + d) + 2 * d, 2 * d * (n + 2 * d) + 4 * d)

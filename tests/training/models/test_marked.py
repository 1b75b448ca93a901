"""The network finds the marked letter by looking at it: the letter itself is the oracle."""

import copy
import re

import numpy as np
import pytest
import torch

from rnnviz.training.models import marked
from rnnviz.training.models.marked import Split

SPLITS: tuple[Split, ...] = ("training", "held out", "longer")
HELD_OUT: tuple[Split, ...] = ("held out", "longer")


def fresh(split: Split, count: int = 500) -> list[str]:
    return marked.cases(torch.Generator().manual_seed(99), count, split)


def share_right(network: marked.MarkedNetwork, rows: list[str]) -> float:
    """The letter after the mark, found by a pattern."""
    letters = ["".join(re.findall(r"\*(.)", row)) for row in rows]
    return float(
        np.mean([own == letter for own, letter in zip(marked.find(rows, network).answers, letters, strict=True)])
    )


def test_rows_hold_one_mark_before_a_letter_and_differ_in_length() -> None:
    for split in SPLITS:
        rows = fresh(split)
        assert all(re.fullmatch(r"[a-h]*\*[a-h]+", row) for row in rows)
        assert len({len(row) for row in rows}) > 5


def test_training_and_held_out_rows_are_never_the_same() -> None:
    training = fresh("training", 3000)
    assert max(map(len, training)) == 13  # twelve letters and a mark
    for row in training:
        assert not re.search(r"a\*b|b\*c|c\*d|d\*e|e\*f|f\*g|g\*h|h\*a", row)
    for row in fresh("held out"):
        assert re.search(r"a\*b|b\*c|c\*d|d\*e|e\*f|f\*g|g\*h|h\*a", row)
    assert min(map(len, fresh("longer"))) > 13
    for split in HELD_OUT:
        assert not set(training) & set(fresh(split))


@pytest.mark.parametrize("split", HELD_OUT)
def test_it_answers_held_out_rows(split: Split) -> None:
    assert share_right(marked.load(), fresh(split)) > 0.99


def test_the_one_that_answers_from_the_last_step_learned_the_same_task() -> None:
    network = marked.load("last step")
    assert not list(network.attention.parameters())
    assert share_right(network, fresh("held out")) > 0.99
    assert share_right(network, fresh("longer")) > 0.9
    weights = marked.find(["ba*dc", "*h"], network).attention
    assert weights.tolist() == [[0, 0, 0, 0, 1], [0, 1, 0, 0, 0]]


@pytest.mark.parametrize("split", HELD_OUT)
def test_with_equal_weights_over_time_it_does_not(split: Split) -> None:
    network = copy.deepcopy(marked.load())
    assert isinstance(network.attention, marked.TimeAttention)
    with torch.no_grad():
        network.attention.score.weight.zero_()
    assert share_right(network, fresh(split)) < 0.6


def test_the_weights_sum_to_one_lie_on_the_marked_letter_and_never_on_padding() -> None:
    rows = fresh("held out", 100)
    found = marked.find(rows)
    assert np.allclose(found.attention.sum(axis=1), 1, atol=1e-6)
    for row, weights in zip(rows, found.attention, strict=True):
        assert int(weights.argmax()) == row.index("*") + 1
        assert weights[row.index("*") + 1] > 0.9
        assert (weights[len(row) :] == 0).all()


def test_a_row_is_answered_alike_alone_and_among_longer_ones() -> None:
    rows = fresh("held out", 20)
    together = marked.find(rows)
    for index, row in enumerate(rows):
        alone = marked.find([row])
        assert np.allclose(alone.attention[0], together.attention[index, : len(row)], atol=1e-6)
        assert np.allclose(alone.chances[0], together.chances[index], atol=1e-6)


def test_the_weighted_sum_of_the_recorded_states_is_what_is_answered_from() -> None:
    network, found = marked.load(), marked.find(["ba*dcab"])
    states = found.recording.h[0, 0, :, 0]
    summed = torch.from_numpy(found.attention[0] @ states)
    assert np.allclose(network.readout(summed).softmax(dim=-1), found.chances[0], atol=1e-6)

"""The GRU: its numbers against PyTorch's modules, algebra and what was measured."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz import by_hand, copy_weights
from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.gru import runs
from rnnviz.lessons.course.chapters.gru.numbers import parameters
from rnnviz.lessons.course.chapters.gru.quiz import questions

VALUES = {"update": 1.0, "reset": 0.0, "hidden": 64, "scale": 5.0}


@pytest.mark.parametrize("bias", [-6.0, 0.0, 2.0])
def test_the_new_state_is_the_blend(bias: float) -> None:
    step = runs.blended().track(batch=runs.SUMS.index(bias))[0]
    z = 1 / (1 + math.exp(-bias))
    np.testing.assert_allclose(step["h"], z * step["h_prev"] + (1 - z) * step["n"])
    assert (np.minimum(step["h_prev"], step["n"]) <= step["h"]).all()
    assert (step["h"] <= np.maximum(step["h_prev"], step["n"])).all()


@pytest.mark.parametrize("bias", [-8.0, 0.0, 8.0])
def test_the_reset_gate_scales_what_the_candidate_hears(bias: float) -> None:
    old, n, r = runs.candidates(bias)
    assert r == pytest.approx(1 / (1 + math.exp(-bias)))
    np.testing.assert_allclose(n, np.tanh(0.5 + r * 2 * old))


@pytest.mark.parametrize(("n", "d"), [(3, 4), (10, 64)])
def test_a_gru_has_three_quarters_of_the_parameters(n: int, d: int) -> None:
    assert parameters("GRU", n, d) == 3 * (d * (n + d) + 2 * d)
    assert 4 * parameters("GRU", n, d) == 3 * parameters("LSTM", n, d) == 12 * parameters("RNN", n, d)


def test_other_conventions_lead_elsewhere_and_pytorchs_does_not() -> None:
    torch.manual_seed(0)
    module, input = by_hand.GRU(4, 8).double(), torch.randn(1, 6, 4).double()
    pytorch = nn.GRU(4, 8, batch_first=True).double()
    copy_weights(module, pytorch)
    torch.testing.assert_close(module(input)[0], pytorch(input)[0])
    for variant in runs.VARIANTS:
        assert runs.apart(*variant).max() > 0.02
    assert runs.apart("after", "keeps").max() == 0
    # From h_0 = 0, where the reset gate has nothing to act on but b_hn, z the other way is wrong at once.
    assert runs.apart("after", "replaces")[0] > 0.02


@pytest.mark.parametrize("scale", [1.0, 5.0, 10.0])
def test_gates_are_never_zero_or_one(scale: float) -> None:
    values, slope = runs.gates(scale)
    assert 0 < values.min() <= values.max() < 1
    assert slope == pytest.approx(float(np.mean(1 - (2 * values - 1) ** 2)))


def test_steep_gates_have_flat_slopes() -> None:
    assert runs.gates(10.0)[1] < runs.gates(1.0)[1] / 2


def test_the_place_of_a_unit_means_nothing() -> None:
    assert runs.permuted((2, 0, 3, 1)) < 1e-14
    # Unlike its weights: the units as they are, weights and all, but the readout left behind.
    torch.manual_seed(0)
    module, readout = nn.GRU(3, 4), nn.Linear(4, 1)
    output = module(torch.randn(5, 3))[0]
    assert not torch.allclose(readout(output), readout(output[:, [2, 0, 3, 1]]))


def test_an_lstm_counts_and_a_gru_does_not() -> None:
    lstm, gru = runs.counting()
    np.testing.assert_allclose(lstm, np.arange(1, runs.STEPS + 1), rtol=1e-6)
    z = 1 / (1 + math.exp(-3))
    np.testing.assert_allclose(gru, 1 - z ** np.arange(1, runs.STEPS + 1), rtol=1e-6)
    assert gru.max() < 1


def test_weights_do_not_go_from_one_into_the_other() -> None:
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.GRU(3, 4).load_state_dict(nn.LSTM(3, 4).state_dict())


def test_what_the_text_says_of_the_runs() -> None:
    numbers = lessons()["gru"].lesson.numbers(VALUES)
    assert numbers["outside"] == 0
    assert numbers["share"] == 0.75
    assert numbers["rows"] == nn.GRU(10, 64).state_dict()["weight_ih_l0"].shape[0]
    assert numbers["gru_recall"] > numbers["lstm_recall"] + 20  # type: ignore[operator]
    assert numbers["chance"] == 25
    # The equations, in the letters of PyTorch's documentation.
    assert numbers["old"] == r"$\mathit{old}_{t} = z_{t} \odot h_{t-1}$"
    assert numbers["old_replaces"] == r"$\mathit{old}_{t} = \left(1 - z_{t}\right) \odot h_{t-1}$"


@pytest.mark.parametrize("draw", range(6))
def test_the_quiz(draw: int) -> None:
    found = questions(draw)
    blend = found["blend"].numbers
    assert found["blend"].right == "mixed"
    assert blend["new"] == pytest.approx(blend["z"] * blend["old"] + (1 - blend["z"]) * blend["cand"])  # type: ignore[operator]
    assert found["reset"].right == "input"
    sizes = found["parameters"].numbers
    assert found["parameters"].right == "three"
    assert sizes["three"] == sum(p.numel() for p in nn.GRU(sizes["n"], sizes["d"]).parameters())
    assert found["paper"].right == "opposite"
    assert found["paper"].numbers["keeps"] == pytest.approx(100 * found["paper"].numbers["z"])  # type: ignore[operator]
    assert found["count"].right == "lstm"

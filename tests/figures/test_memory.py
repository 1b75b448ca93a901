"""What is kept, half-lives, gates at their ends, and networks compared: the numbers behind the small figures."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import figures, theme
from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording
from tests.figures.drawing import DIRECTIONS, recorded, trace


def _held(bias: tuple[float, ...], steps: int = 6, value: float = 1.0) -> Recording:
    """An LSTM whose forget gates depend on their biases alone."""
    module: Any = nn.LSTM(1, len(bias)).double()
    for parameter in module.parameters():
        nn.init.zeros_(parameter)
    with torch.no_grad():
        module.bias_ih_l0[len(bias) : 2 * len(bias)] = torch.tensor(bias)
    return rnnviz.record(module, torch.full((steps, 1, 1), value).double())


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", ["LSTM", "GRU"])
def test_the_thick_line_is_the_mean_of_the_products_and_the_thin_ones_are_they(mode: str, direction: str) -> None:
    track = recorded(mode).track(1, direction, 1)
    figure = figures.kept_memory(rnnviz.memory(track), at=2)
    gate = track.values("f" if mode == "LSTM" else "z")
    if direction == "forward":
        places, before = [0, 1, 2], -1
        kept = np.stack([gate[0] * gate[1] * gate[2], gate[1] * gate[2], gate[2], np.ones(3)])
    else:
        places, before = [5, 4, 3, 2], 6
        since = [gate[2] * gate[3] * gate[4] * gate[5], gate[2] * gate[3] * gate[4], gate[2] * gate[3], gate[2]]
        kept = np.stack([*since, np.ones(3)])
    mean = trace(figure, "mean")
    assert list(mean.x) == [before, *places]
    np.testing.assert_allclose(mean.y, kept.mean(axis=1), rtol=1e-12)
    units = trace(figure, "units")
    lines = np.asarray(units.y).reshape(3, -1)
    np.testing.assert_allclose(lines[:, :-1], kept.T, rtol=1e-12)
    assert np.isnan(lines[:, -1]).all()
    # A click on the initial state leads to the step that reads it.
    assert [tuple(place) for place in mean.customdata] == [(min(max(before, 0), 5), -1), *((t, -1) for t in places)]
    assert figure.layout.xaxis.ticktext[0] == ("c_0" if mode == "LSTM" else "h_0")
    with pytest.raises(PlaceError, match="at must be at least 0 and below 6, got 6"):
        figures.kept_memory(rnnviz.memory(track), at=6)


def test_what_an_edit_put_into_a_gate_is_inside_the_picture() -> None:
    rec = _held((0.0, 1.0))
    assert figures.kept_memory(rnnviz.memory(rec)).layout.yaxis.range == (-0.03, 1.05)
    up = figures.kept_memory(rnnviz.memory(rnnviz.rerun(rec, "f[0] = 3 at t=5; f[1] = -2 at t=5"))).layout.yaxis
    assert up.range[0] < -2
    assert up.range[1] > 3
    assert up.tickvals is None


@pytest.mark.parametrize("mode", ["RNN_TANH", "RNN_RELU"])
def test_without_a_direct_path_it_is_how_far_the_state_reaches(mode: str) -> None:
    memory = rnnviz.memory(recorded(mode))
    figure = figures.kept_memory(memory)
    assert figure.layout.yaxis.type == "log"
    assert "no direct path" in figure.layout.title.subtitle.text
    reach = memory.reach()
    wanted = np.where(reach > 0, reach, np.nan)
    lines = np.asarray(trace(figure, "units").y).reshape(3, -1)[:, :-1]
    np.testing.assert_allclose(lines, wanted.T, rtol=1e-12)
    with pytest.raises(PlaceError):
        figures.half_lives(memory)


def test_many_units_and_long_tracks_are_cut_to_what_can_be_read() -> None:
    figure = figures.kept_memory(rnnviz.memory(_held(tuple(np.linspace(-1, 6, 40)), steps=300)))
    edges = np.asarray(trace(figure, "smallest").y).reshape(2, -1)[:, :-1]
    assert edges.shape == (2, 201)
    back = np.arange(200, -1, -1.0)
    np.testing.assert_allclose(edges[0], (1 / (1 + np.e)) ** back, rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(edges[1], (1 / (1 + np.exp(-6))) ** back, rtol=1e-9)
    assert min(trace(figure, "mean").x) == 99


def test_half_lives_are_bars_the_longest_first() -> None:
    figure = figures.half_lives(rnnviz.memory(_held((0.0, 3.0, 800.0, -800.0))))
    bars = trace(figure, "half-life")
    three = np.log(2) / np.log1p(np.exp(-3.0))
    low, high = figure.layout.yaxis.range
    np.testing.assert_allclose(bars.y, [10.0**high, three, 1.0, 10.0**low], rtol=1e-9)
    assert list(figure.layout.xaxis.ticktext) == ["2", "1", "0", "3"]
    assert list(bars.text) == ["∞", "14", "1.0", "0"]
    assert list(bars.marker.color)[3] == theme.ZERO
    assert "exactly 0: 1" in figure.layout.title.subtitle.text
    assert low < 0 < np.log10(three) < high
    broken = figures.half_lives(rnnviz.memory(_held((0.0, 1.0), value=float("nan"))))
    assert len(trace(broken, "half-life").x) == 0
    assert "not a number or infinite: 2" in broken.layout.title.subtitle.text


def test_shares_of_closed_and_open_gates() -> None:
    memory = rnnviz.memory(_held((-5.0, 5.0, 5.0, 0.0)))
    figure = figures.saturation_bars(memory)
    low, high = trace(figure, "low"), trace(figure, "high")
    assert list(low.y) == ["i", "f", "g", "o", "squashed"]
    np.testing.assert_allclose(low.x, [0, -25, 0, 0, 0], atol=1e-12)
    np.testing.assert_allclose(high.x, [0, 50, 0, 0, 0], atol=1e-12)
    assert low.text[1] == "25 %"
    assert high.hovertext[1] == "f · forget gate: open 50.0 % of the time"
    assert (low.text[0], high.text[0]) == ("", "0 %")
    (name,) = trace(figures.saturation_bars(rnnviz.memory(recorded("RNN_RELU"))), "low").y
    assert name == "h"


def test_networks_are_compared_by_powers_of_ten() -> None:
    values = {"RNN": ("R", np.array([1.0, 1e-5, 0.0])), "LSTM": ("L", np.array([1.0, 30.0, np.inf]))}
    figure = figures.fading(values, title="t", up="u")
    low, high = figure.layout.yaxis.range
    assert low < -5 < 2 <= high
    np.testing.assert_array_equal(trace(figure, "R").y, [1.0, 1e-5, np.nan])
    np.testing.assert_array_equal(trace(figure, "L").y, [1.0, 30.0, np.nan])
    notes = figure.layout.title.subtitle.text
    assert "exactly 0: 1" in notes
    assert "not a number or infinite: 1" in notes
    assert len({theme.cell_type_colour(kind) for kind in ("RNN", "LSTM", "GRU")}) == 3

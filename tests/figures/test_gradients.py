"""Gradients drawn: on the axes of the gates, around 0 or by powers of ten, and their size over time."""

import math

import numpy as np
import pytest

import rnnviz
from rnnviz import figures, theme
from rnnviz.analysis import norm
from rnnviz.errors import PlaceError
from rnnviz.figures.colour_scale import DECADES, magnitude_scale, plain
from tests.figures.drawing import DIRECTIONS, MODES, derivable, recorded, trace


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_cells_are_the_gradients(mode: str, direction: str) -> None:
    rec = derivable(mode)
    track = rec.track(1, direction, 1)
    assert rec.gradients is not None
    for name in rec.gradients.names:
        cells = trace(figures.gate_heatmap(track, f"grad_{name}"), f"grad_{name}")
        np.testing.assert_array_equal(cells.z, track.gradient(name).T.astype(np.float32))
        assert cells.zmin == -cells.zmax
        everywhere = [rec.gradients.of(name, layer, side) for layer in range(2) for side in range(2)]
        largest = max(np.abs(each).max() for each in everywhere)
        assert largest <= cells.zmax <= 2 * largest
        assert [colour for _, colour in cells.colorscale] == list(theme.SIGNED_RAMP.anchors)


def test_a_word_a_given_limit_and_a_name_that_is_none() -> None:
    track = derivable().track()
    assert trace(figures.gate_heatmap(track, "grad_forget", limit=3.0), "grad_f").zmax == 3.0
    figure = figures.gate_heatmap(track, "grad_a_i")
    assert figure.layout.title.text == "dL/da_i · pre-activation: every unit over time"
    assert figure.layout.yaxis.title.text == "unit"
    with pytest.raises(PlaceError, match="gradient must be by one of x, a_i"):
        figures.gate_heatmap(track, "grad_kept")
    for draw in (lambda track: figures.gate_heatmap(track, "grad_h"), figures.gradient_norms):
        with pytest.raises(PlaceError, match="the recording must have gradients"):
            draw(recorded().track())
    with pytest.raises(PlaceError):
        figures.gradient_norms(track, at=6)


def test_by_powers_of_ten_zero_stands_apart() -> None:
    rec = derivable()
    track = rec.track(1, "forward", 0)
    figure = figures.gate_heatmap(track, "grad_h", log=True)
    own = track.gradient("h").T
    assert (own[:, 3:] == 0).all()
    assert (own[:, :3] != 0).all()
    cells, zeros = trace(figure, "grad_h"), trace(figure, "zero")
    np.testing.assert_allclose(cells.z[:, :3], np.log10(np.abs(own[:, :3])), rtol=1e-6)
    np.testing.assert_array_equal(zeros.z == 1, own == 0)
    assert {colour for _, colour in zeros.colorscale} == {theme.ZERO}
    assert "exactly 0: 9" in figure.layout.title.subtitle.text
    assert [colour for _, colour in cells.colorscale] == list(theme.UNIT_RAMP.anchors)
    everywhere = np.abs(rec.gradients.h) if rec.gradients else np.zeros(1)
    assert cells.zmin <= np.log10(everywhere[everywhere > 0].min())
    assert np.log10(everywhere.max()) <= cells.zmax
    assert all(text.startswith("10<sup>") for text in cells.colorbar.ticktext)
    assert "zero" not in [each.name for each in figures.gate_heatmap(track, "grad_h").data]


def test_a_scale_of_magnitudes_spans_the_digits_of_a_number_and_no_more() -> None:
    values = np.array([[1.0, -1e-300, 0.0, np.nan, np.inf]])
    scale = magnitude_scale(values, [values])
    assert (scale.low, scale.high) == (1 - DECADES, 1) or (scale.low, scale.high) == (-DECADES, 0)
    np.testing.assert_array_equal(scale.drawn, [[0, scale.low, scale.nothing, np.nan, np.inf]])
    assert scale.nothing is not None
    assert scale.nothing < scale.low
    for only in (np.zeros((1, 2)), np.full((1, 2), np.nan), np.ones((1, 2))):
        same = magnitude_scale(only, [only])
        assert same.low < same.high
        assert all(same.low <= tick <= same.high for tick in same.ticks)


def test_small_gradients_are_not_rounded_to_nothing() -> None:
    track = derivable(factor=1e-60).track(1)
    cells = trace(figures.gate_heatmap(track, "grad_h"), "grad_h")
    assert (cells.z[:, :3] != 0).all()
    assert 0 < cells.zmax < 1e-58
    assert plain(np.array([[1e-60]])).dtype == np.float64
    assert plain(np.array([[1e60, np.nan]])).dtype == np.float64
    assert plain(np.array([[1.5, np.nan, np.inf, 0.0]])).dtype == np.float32


def test_a_gradient_that_is_0_everywhere_has_a_scale() -> None:
    track = derivable(factor=0.0).track()
    assert trace(figures.gate_heatmap(track, "grad_h"), "grad_h").zmax == 1
    assert trace(figures.gate_heatmap(track, "grad_h", log=True), "zero").z.shape == (3, 6)
    figure = figures.gradient_norms(track)
    assert len(trace(figure, "zero").x) == 12
    assert np.isnan(trace(figure, "dL/dh").y).all()


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_the_size_of_the_gradient_at_every_step(mode: str, direction: str) -> None:
    track = derivable(mode).track(1, direction, 1)
    figure = figures.gradient_norms(track)
    low, high = figure.layout.yaxis.range
    gone = 0
    for state in track.cell_type.states:
        own = np.sqrt((track.gradient(state) ** 2).sum(1))
        line = trace(figure, f"dL/d{state} ")
        np.testing.assert_allclose(line.y[own > 0], own[own > 0], rtol=1e-12)
        assert np.isnan(line.y[own == 0]).all()
        gone += int((own == 0).sum())
        for value in own[own > 0]:
            assert low <= math.log10(value) <= high
    marks = trace(figure, "zero")
    assert len(marks.x) == gone
    assert gone == (3 * len(track.cell_type.states) if direction == "forward" else 0)
    assert figure.layout.yaxis.type == "log"
    assert all(low <= math.log10(value) <= high for value in marks.y)
    said = f"exactly 0: {gone}" in figure.layout.title.subtitle.text
    assert said is bool(gone)


@pytest.mark.parametrize("factor", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_marked_and_counted(factor: float) -> None:
    track = derivable(factor=factor).track(1)
    figure = figures.gradient_norms(track)
    assert len(trace(figure, "missing").x) >= 6
    assert "not a number or infinite" in figure.layout.title.subtitle.text
    assert "not a number or infinite" in figures.gate_heatmap(track, "grad_h", log=True).layout.title.subtitle.text


def test_the_norm_neither_overflows_nor_vanishes() -> None:
    rows = np.array([[3.0, 4.0], [3e30, 4e30], [3e-30, 4e-30]])
    np.testing.assert_allclose(norm(rows.astype(np.float32)), [5, 5e30, 5e-30], rtol=1e-6)
    np.testing.assert_allclose(norm(np.array([[3e300, 4e300]])), [5e300], rtol=1e-12)
    assert np.isnan(norm(np.array([[np.nan, 1.0]]))).all()
    assert np.isinf(norm(np.array([[np.inf, 1.0]]))).all()


def test_vanishing_and_exploding_can_be_seen() -> None:
    import torch

    for factor in (0.1, 10.0):
        module = torch.nn.RNN(1, 1, nonlinearity="relu", bias=False).double()
        for name, value in (("weight_ih_l0", 1.0), ("weight_hh_l0", factor)):
            torch.nn.init.constant_(getattr(module, name), value)
        x = torch.ones(40, 1, 1).double()
        rec = rnnviz.record(module, x, gradients_of=lambda output, h_n: h_n.sum())
        line = trace(figures.gradient_norms(rec.track()), "dL/dh")
        np.testing.assert_allclose(np.log10(line.y), np.arange(39, -1, -1) * math.log10(factor), atol=1e-9)

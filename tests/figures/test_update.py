"""The sum that makes the memory, against the recording's own arrays and weights."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from plotly.graph_objects import Figure

import rnnviz
from rnnviz import figures, theme
from rnnviz.errors import PlaceError
from rnnviz.figures.update import MAX_UNITS
from rnnviz.recorder import Recording
from tests.figures.drawing import DIRECTIONS, MODES, recorded, trace

PARTS = {
    "LSTM": ("kept = f * c_prev", "written = i * g"),
    "GRU": ("old = z * h_prev", "fresh = (1 - z) * n"),
    "RNN_TANH": ("W_hh @ h_prev", "W_ih @ x", "b_ih", "b_hh"),
    "RNN_RELU": ("W_hh @ h_prev", "W_ih @ x", "b_ih", "b_hh"),
}
SUM = {"LSTM": "c ·", "GRU": "h ·", "RNN_TANH": "a ·", "RNN_RELU": "a ·"}


def expected_parts(rec: Recording, direction: int, t: int) -> tuple[np.ndarray, ...]:
    """Computed here from PyTorch's own arrays, for layer 0, row 0."""
    before = t + 1 if direction else t - 1

    def state(states: np.ndarray, first: np.ndarray) -> np.ndarray:
        inside = 0 <= before < rec.seq_len
        value: np.ndarray = states[0, direction, before, 0] if inside else first[direction, 0]
        return value

    h_prev = state(rec.h, rec.h_0)
    if rec.c is not None and rec.c_0 is not None:
        i, f, g, _ = rec.gates[:, 0, direction, t, 0]
        return f * state(rec.c, rec.c_0), i * g
    if rec.cell_type == "GRU":
        _, z, n = rec.gates[:, 0, direction, t, 0]
        return z * h_prev, (1 - z) * n
    end = "_l0_reverse" if direction else "_l0"
    weights = {name: rec.weights[name + end] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
    x = rec.input[t, 0]
    return weights["weight_hh"] @ h_prev, weights["weight_ih"] @ x, weights["bias_ih"], weights["bias_hh"]


@pytest.mark.parametrize("t", [0, 3, 5])
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_the_parts_stand_on_each_other_and_end_at_the_sum(mode: str, direction: str, t: int) -> None:
    rec = recorded(mode)
    step = rec.track(0, direction)[t]
    figure = figures.memory_update(step)
    ground = np.zeros(3)
    for name, values in zip(PARTS[mode], expected_parts(rec, DIRECTIONS.index(direction), t), strict=True):
        bar = trace(figure, name)
        np.testing.assert_allclose(bar.y, values, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(bar.base.astype(float), ground, rtol=1e-5, atol=1e-6)
        np.testing.assert_array_equal(bar.customdata, [[t, unit, bar.y[unit]] for unit in range(3)])
        ground = ground + values
    np.testing.assert_allclose(trace(figure, SUM[mode]).y, ground, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_before_and_after_are_the_states(mode: str, direction: str) -> None:
    rec = recorded(mode)
    place, t = DIRECTIONS.index(direction), 2
    states = rec.h if rec.c is None else rec.c
    letter = "h" if rec.c is None else "c"
    figure = figures.memory_update(rec.track(0, direction)[t])
    after = states[0, place, t, 0].astype(np.float32)
    before = states[0, place, t + 1 if place else t - 1, 0].astype(np.float32)
    np.testing.assert_array_equal(trace(figure, f"{letter} ·").y, after)
    np.testing.assert_array_equal(trace(figure, f"{letter}_prev ·").y, before)


def bars(figure: Figure) -> list[Any]:
    return [each for each in figure.data if each.type == "bar"]


def test_bars_of_a_unit_stand_side_by_side_in_its_place() -> None:
    figure = figures.memory_update(recorded().track()[2])
    assert all(bar.x.tolist() == [0, 1, 2] for bar in bars(figure))
    spans = [(bar.offset, bar.offset + bar.width) for bar in bars(figure)]
    assert spans[0][0] > -0.5
    assert spans[-1][1] < 0.5
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(spans))


def test_a_click_beside_the_bars_finds_its_unit() -> None:
    targets = trace(figures.memory_update(recorded(hidden_size=40).track()[3], unit=39), "targets")
    units = targets.customdata[:, 1].astype(int).tolist()
    assert units[-1] == 39
    np.testing.assert_array_equal(targets.x, range(MAX_UNITS))
    assert {*targets.customdata[:, 0]} == {3}


def bar_colour(figure: Figure, name: str) -> str:
    colour: str = trace(figure, name).marker.color
    return colour


def test_parts_have_the_colour_of_the_gate_that_made_them() -> None:
    lstm, gru = (figures.memory_update(recorded(mode).track()[0]) for mode in ("LSTM", "GRU"))
    assert bar_colour(lstm, "kept") == theme.colour_of("forget").fill
    assert bar_colour(lstm, "written") == theme.colour_of("input").fill
    assert bar_colour(lstm, "c ·") == theme.colour_of("cell_state").fill
    assert bar_colour(gru, "old") == theme.colour_of("update").fill
    assert bar_colour(gru, "fresh") == theme.colour_of("candidate").fill


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("mode", MODES)
def test_no_two_bars_look_alike(mode: str, dark: bool) -> None:
    found = bars(figures.memory_update(recorded(mode).track()[0], dark=dark))
    looks = [(bar.marker.color, bar.marker.line.width, bar.marker.pattern.shape) for bar in found]
    assert len(set(looks)) == len(found)


def test_without_bias_there_are_two_terms() -> None:
    figure = figures.memory_update(recorded("RNN_TANH", bias=False).track()[1])
    assert [bar.name for bar in bars(figure)][1:3] == ["W_hh @ h_prev", "W_ih @ x"]
    assert len(bars(figure)) == 5


def test_many_units_are_those_that_changed_most_and_it_says_so() -> None:
    rec = recorded(hidden_size=40)
    assert rec.c is not None
    figure = figures.memory_update(rec.track()[3])
    change = np.abs(rec.c[0, 0, 3, 0] - rec.c[0, 0, 2, 0])
    expected = sorted(np.argsort(-change)[:MAX_UNITS].tolist())
    assert trace(figure, "kept").customdata[:, 1].tolist() == expected
    assert list(figure.layout.xaxis.ticktext) == [str(unit) for unit in expected]
    assert "the 16 of 40 units that changed most" in figure.layout.title.subtitle.text


def test_the_selected_unit_is_always_there_and_marked() -> None:
    rec = recorded(hidden_size=40)
    assert rec.c is not None
    least = int(np.argmin(np.abs(rec.c[0, 0, 3, 0] - rec.c[0, 0, 2, 0])))
    figure = figures.memory_update(rec.track()[3], unit=least)
    units = trace(figure, "kept").customdata[:, 1].tolist()
    assert len(units) == MAX_UNITS
    (mark,) = (shape for shape in figure.layout.shapes if shape.name == "unit")
    assert units[round((mark.x0 + mark.x1) / 2)] == least


def test_a_unit_that_was_not_computed_is_among_the_many() -> None:
    step = recorded(hidden_size=40).track()[3]
    unit = int(np.argmin(np.abs(step["c"] - step["c_prev"])))
    broken = step["c"].copy()
    broken[unit] = np.nan
    figure = figures.memory_update(replace(step, values={**step.values, "c": broken}))
    assert unit in trace(figure, "kept").customdata[:, 1]
    assert len(trace(figure, "missing").x) == 1


def test_all_of_few_units_are_drawn_with_their_numbers() -> None:
    rec = recorded(hidden_size=3)
    figure = figures.memory_update(rec.track()[3])
    assert rec.c is not None
    written = [text.replace("−", "-") for text in trace(figure, "c ·").text]
    assert written == [f"{value:.4f}" for value in rec.c[0, 0, 3, 0]]
    assert "changed most" not in figure.layout.title.subtitle.text


@pytest.mark.parametrize("mode", MODES)
def test_one_limit_holds_for_every_step(mode: str) -> None:
    track = recorded(mode).track(1, "reverse")
    limit = figures.memory_limit(track)
    ends = [bar.y + bar.base.astype(float) for step in track for bar in bars(figures.memory_update(step))]
    assert np.abs(ends).max() <= limit * (1 + 1e-6)
    assert limit <= 2 * np.abs(ends).max()
    axis = figures.memory_update(track[0], limit=limit).layout.yaxis
    assert axis.range[0] <= -limit
    assert limit <= axis.range[1]


def test_missing_values_are_crosses_and_counted() -> None:
    figure = figures.memory_update(recorded(broken=2).track()[2])
    np.testing.assert_array_equal(trace(figure, "missing").x, [0, 1, 2])
    assert np.isnan(trace(figure, "kept").y).all()
    assert np.isfinite(trace(figure, "c_prev").y).all()
    # kept, written and c of three units; c_prev was still computed.
    assert "not a number or infinite: 9" in figure.layout.title.subtitle.text
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_a_recording_without_weights_shows_the_sum_only(tmp_path: Path) -> None:
    rec = recorded("RNN_TANH")
    rec.save(tmp_path / "run.safetensors", weights=False)
    track = rnnviz.load(tmp_path / "run.safetensors").track()
    figure = figures.memory_update(track[1], limit=figures.memory_limit(track))
    assert [bar.name.split(" ")[0] for bar in bars(figure)] == ["h_prev", "a", "h"]
    assert "holds no weights" in figure.layout.title.subtitle.text


def test_the_title_names_the_step_the_label_and_the_sum() -> None:
    figure = figures.memory_update(recorded(labels=("<b>", *"obera")).track()[0])
    assert figure.layout.title.text == "t = 0 “&lt;b&gt;” · update the cell state"
    assert figure.layout.title.subtitle.text == "c = kept + written"
    assert figures.description(figure) == "t = 0 “<b>” · update the cell state. c = kept + written"
    figure = figures.memory_update(recorded(labels=("", *"obera")).track()[0])
    assert figure.layout.title.text == "t = 0 · update the cell state"


def test_a_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(PlaceError, match="below hidden_size=3, got 3"):
        figures.memory_update(recorded().track()[0], unit=3)

"""Every unit of one variable over time: numbers, colours, missing values and clicks."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz import figures, theme
from rnnviz.errors import PlaceError
from rnnviz.figures.heatmap import MAX_TARGETS
from rnnviz.figures.reduction import reduced
from tests.figures.drawing import DIRECTIONS, MODES, recorded, trace
from tests.strategies import Plan, plans


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_cells_are_what_was_recorded(mode: str, direction: str) -> None:
    rec = recorded(mode)
    track = rec.track(1, direction, 1)
    states = [(name, array) for name, array in (("h", rec.h), ("c", rec.c)) if array is not None]
    for name, array in [*states, *((word, rec.gate(word)) for word in rec.cell.gate_words)]:
        letter = rec.cell.gate_words.get(name, name)
        cells = trace(figures.gate_heatmap(track, name), letter)
        expected = array[1, DIRECTIONS.index(direction), :, 1].T.astype(np.float32)
        assert cells.z.dtype == np.float32
        np.testing.assert_array_equal(cells.z, expected)


@given(plans(), st.data())
def test_any_variable_of_any_network_is_drawn_step_by_step(plan: Plan, data: st.DataObject) -> None:
    network = plan.build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    track = rec.track(plan.num_layers - 1, data.draw(st.sampled_from(DIRECTIONS[: rec.num_directions])), 0)
    name = data.draw(st.sampled_from(rec.cell.variables))
    cells = figures.gate_heatmap(track, name).data[0]
    expected = np.stack([track[t][name] for t in range(plan.seq_len)], axis=1).astype(np.float32)
    np.testing.assert_array_equal(cells.z, expected)
    assert cells.zmin <= expected.min()
    assert expected.max() <= cells.zmax


def test_gates_run_from_0_to_1_and_states_around_0() -> None:
    track = recorded().track()
    gate, state = trace(figures.gate_heatmap(track), "f"), trace(figures.gate_heatmap(track, "c"), "c")
    assert (gate.zmin, gate.zmax) == (0, 1)
    assert [colour for _, colour in gate.colorscale] == list(theme.UNIT_RAMP.anchors)
    assert state.zmin == -state.zmax
    assert [colour for _, colour in state.colorscale] == list(theme.SIGNED_RAMP.anchors)
    assert list(gate.colorbar.ticktext)[::4] == ["0 shut", "1 open"]


def test_a_given_limit_is_the_limit() -> None:
    track = recorded().track()
    cells = trace(figures.gate_heatmap(track, "c", limit=7.0), "c")
    assert (cells.zmin, cells.zmax) == (-7, 7)
    gate = trace(figures.gate_heatmap(track, "f", limit=7.0), "f")
    assert (gate.zmin, gate.zmax) == (0, 1)


def test_unit_0_is_on_top() -> None:
    assert figures.gate_heatmap(recorded().track()).layout.yaxis.range == (2.5, -0.5)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_missing_values_are_drawn_as_missing_and_counted(direction: str) -> None:
    figure = figures.gate_heatmap(recorded(broken=2).track(0, direction), "h")
    gone = range(2, 6) if direction == "forward" else range(3)
    expected = np.zeros((3, 6), bool)
    expected[:, list(gone)] = True
    np.testing.assert_array_equal(np.isnan(trace(figure, "h").z), expected)
    holes = trace(figure, "missing")
    np.testing.assert_array_equal(holes.z == 1, expected)
    assert {colour for _, colour in holes.colorscale} == {theme.MISSING}
    assert f"not a number or infinite: {expected.sum()}" in figure.layout.title.subtitle.text


def test_nothing_missing_nothing_said() -> None:
    figure = figures.gate_heatmap(recorded().track(), "h")
    assert [each.name for each in figure.data] == ["h", "targets"]
    assert figure.layout.title.subtitle.text == "layer 0, forward, batch row 0"


def test_a_large_track_is_reduced_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rnnviz.figures.heatmap.reduced", partial(reduced, max_cells=45))
    rec = recorded("GRU", seq_len=30, hidden_size=3)
    figure = figures.gate_heatmap(rec.track(), "update")
    cells = trace(figure, "z")
    assert cells.z.shape == (3, 15)
    assert (cells.x0, cells.dx, cells.y0, cells.dy) == (0.5, 2, 0, 1)
    assert figure.layout.xaxis.range == (-0.5, 29.5)
    pairs = rec.gate("update")[0, 0, :, 0].astype(np.float32).reshape(15, 2, 3)
    extreme = np.take_along_axis(pairs, np.abs(pairs - 0.5).argmax(axis=1)[:, None], axis=1)[:, 0]
    np.testing.assert_array_equal(cells.z, extreme.T)
    assert "the most extreme of 2 time steps" in figure.layout.title.subtitle.text
    # Targets for clicks stay on single values.
    assert len(trace(figure, "targets").x) == 90


@pytest.mark.parametrize(("seq_len", "hidden_size"), [(1, 1), (6, 3), (100, 64), (20, 400)])
def test_clicks_reach_the_cell_below(seq_len: int, hidden_size: int) -> None:
    rec = recorded("RNN_TANH", seq_len=seq_len, hidden_size=hidden_size)
    targets = trace(figures.gate_heatmap(rec.track(), "h"), "targets")
    assert len(targets.x) <= MAX_TARGETS
    t, unit, value = targets.customdata.T
    np.testing.assert_array_equal(t, targets.x)
    np.testing.assert_array_equal(unit, targets.y)
    np.testing.assert_array_equal(value, rec.h[0, 0, t.astype(int), 0, unit.astype(int)].astype(np.float32))
    assert (t.min(), t.max(), unit.min(), unit.max()) == (0, seq_len - 1, 0, hidden_size - 1)
    if seq_len * hidden_size <= MAX_TARGETS:
        assert len({*zip(t, unit, strict=True)}) == seq_len * hidden_size
    assert targets.marker.opacity == targets.unselected.marker.opacity == 0


def test_labels_are_escaped_in_the_hover_text() -> None:
    figure = figures.gate_heatmap(recorded(labels=("<a>", " ", "你", "%{x}", "&", "")).track())
    # The last one is blank, as that of padding is.
    expected = ["", "%{x} · ", "&amp; · ", "&lt;a&gt; · ", "␣ · ", "你 · "]
    assert sorted(set(trace(figure, "targets").text)) == sorted(expected)


def test_input_features_are_no_units() -> None:
    figure = figures.gate_heatmap(recorded().track(), "x")
    assert set(trace(figure, "targets").customdata[:, 1]) == {-1}
    assert figure.layout.yaxis.title.text == "input feature"


@pytest.mark.parametrize(
    ("event", "place"),
    [
        ({}, None),
        ({"selection": {"points": []}}, None),
        ({"selection": {"points": [{"x": 1}]}}, None),
        ({"selection": {"points": [{"customdata": {"0": 4.0, "1": -1.0, "2": 0.25}}]}}, (4, None)),
        ({"selection": {"points": [{"customdata": [4, 1]}]}}, (4, 1)),
    ],
)
def test_clicked_place(event: dict[str, object], place: tuple[int, int | None] | None) -> None:
    assert figures.clicked_place(event) == place


def test_an_unknown_gate_is_refused() -> None:
    with pytest.raises(PlaceError) as caught:
        figures.gate_heatmap(recorded("RNN_TANH").track(), "forget")
    assert str(caught.value) == (
        "variable must be one of x, h_prev, a, h for cell type RNN, got 'forget'. Choose one of these."
    )
    with pytest.raises(PlaceError):
        figures.gate_heatmap(recorded().track(), at=6)

"""One unit over time: numbers, scales, colours and the cursor."""

import numpy as np
import pytest
from plotly.graph_objects import Figure

from rnnviz import figures, theme
from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording
from tests.figures.drawing import DIRECTIONS, MODES, recorded, trace

LINES = {
    "LSTM": ("i", "f", "o", "g", "c", "h"),
    "GRU": ("r", "z", "n", "h"),
    "RNN_TANH": ("a", "h"),
    "RNN_RELU": ("a", "h"),
}


def kept(rec: Recording, name: str, layer: int, direction: int, batch: int, unit: int) -> np.ndarray:
    """The recording's own array, sliced here."""
    if name == "a":
        return rec.weighted_sums[0, layer, direction, :, batch, unit]
    array = {"h": rec.h, "c": rec.c}.get(name)
    return (rec.gate(name) if array is None else array)[layer, direction, :, batch, unit]


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_every_line_is_what_was_recorded(mode: str, direction: str) -> None:
    rec = recorded(mode)
    figure = figures.unit_lines(rec.track(1, direction, 1), 2)
    assert [each.name.split(" ")[0] for each in figure.data if each.showlegend is not False] == list(LINES[mode])
    for name in LINES[mode]:
        line = trace(figure, name)
        expected = kept(rec, name, 1, DIRECTIONS.index(direction), 1, 2).astype(np.float32)
        assert line.y.dtype == np.float32
        np.testing.assert_array_equal(line.y, expected)
        np.testing.assert_array_equal(line.x, np.arange(rec.seq_len))
        np.testing.assert_array_equal(line.customdata, [[t, 2] for t in range(rec.seq_len)])


def test_gates_and_signed_values_never_share_a_scale() -> None:
    rec = recorded()
    figure = figures.unit_lines(rec.track())
    top, bottom = figure.layout.yaxis, figure.layout.yaxis2
    assert {trace(figure, name).yaxis for name in "ifo"} == {"y"}
    assert {trace(figure, name).yaxis for name in "gch"} == {"y2"}
    assert top.range[0] < 0 < 1 < top.range[1]
    assert top.domain[0] > bottom.domain[1]
    assert bottom.range[0] == -bottom.range[1]
    assert bottom.range[1] >= max(np.abs(trace(figure, name).y).max() for name in "gch")
    assert figure.layout.xaxis.matches == "x2"


def test_a_cell_type_without_gates_has_one_panel() -> None:
    figure = figures.unit_lines(recorded("RNN_TANH").track())
    assert {each.yaxis for each in figure.data} == {"y"}


def test_lines_have_their_gate_s_colour_and_differ_without_colour() -> None:
    figure = figures.unit_lines(recorded().track())
    assert trace(figure, "f").line.color == theme.colour_of("forget").fill
    assert trace(figure, "c").line.color == theme.colour_of("cell_state").fill
    for panel in ("ifo", "gch"):
        looks = {(trace(figure, name).marker.symbol, trace(figure, name).line.dash) for name in panel}
        assert len(looks) == 3


def outline(figure: Figure) -> list[tuple[float, float]]:
    return [(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.name == "cursor"]


def test_the_cursor_stands_at_its_step_and_the_legend_tells_the_values() -> None:
    rec = recorded()
    figure = figures.unit_lines(rec.track(), 1, at=4)
    assert set(outline(figure)) == {(3.5, 4.5)}
    value = rec.gate("forget")[0, 0, 4, 0, 1]
    assert trace(figure, "f").name == f"f · forget gate = {value:.4f}"
    assert outline(figures.unit_lines(rec.track(), 1)) == []


def test_what_was_not_computed_is_a_gap_a_cross_and_a_count() -> None:
    rec = recorded(broken=3)
    figure = figures.unit_lines(rec.track(), 0)
    assert np.isnan(trace(figure, "f").y).tolist() == [False] * 3 + [True] * 3
    crosses = [each for each in figure.data if each.name == "missing"]
    assert [sorted(set(each.x.tolist())) for each in crosses] == [[3, 4, 5], [3, 4, 5]]
    assert sum(len(each.x) for each in crosses) == 18
    assert "not a number or infinite: 18" in figure.layout.title.subtitle.text
    assert theme.MISSING in figure.layout.title.subtitle.text
    assert "infinite" not in figures.unit_lines(recorded().track()).layout.title.subtitle.text


def test_infinities_count_as_well() -> None:
    rec = recorded("RNN_RELU", broken=5, value=float("inf"))
    values = np.stack([rec.weighted_sums[0, 0, 0, :, 0], rec.h[0, 0, :, 0]])
    unit = int(np.flatnonzero(np.isinf(values).any(axis=(0, 1)))[0])
    figure = figures.unit_lines(rec.track(), unit)
    assert f"infinite: {np.sum(~np.isfinite(values[..., unit]))}" in figure.layout.title.subtitle.text
    assert np.isfinite(figure.layout.yaxis.range).all()


@pytest.mark.parametrize(("direction", "says"), [("forward", False), ("reverse", True)])
def test_the_axis_says_where_time_comes_from(direction: str, says: bool) -> None:
    figure = figures.unit_lines(recorded().track(0, direction))
    assert ("t+1" in figure.layout.xaxis2.title.text) is says
    assert direction in figure.layout.title.subtitle.text
    # t stays the position in the input: the axis never turns round.
    assert figure.layout.xaxis2.range == (-0.5, 5.5)


def test_labels_are_shown_under_their_position() -> None:
    labels = ("<b>", " ", "你", "$", "&", "\n")
    figure = figures.unit_lines(recorded(labels=labels).track())
    assert list(figure.layout.xaxis2.ticktext) == [
        "&lt;b&gt;<br>0",
        "␣<br>1",
        "你<br>2",
        "&#36;<br>3",
        "&amp;<br>4",
        "⏎<br>5",
    ]


def test_a_long_track_has_few_ticks_and_few_markers() -> None:
    figure = figures.unit_lines(recorded("GRU", seq_len=110).track())
    ticks = figure.layout.xaxis2.tickvals
    assert len(ticks) <= 40
    assert set(np.diff(ticks)) == {ticks[1]}
    modes = [each.mode for each in figure.data if each.name != "missing"]
    assert modes == ["lines+markers", "lines"] * 2


@pytest.mark.parametrize(
    ("unit", "at", "message"),
    [
        (3, None, "unit must be at least 0 and below hidden_size=3, got 3. Choose a unit of this layer."),
        (-1, None, "unit must be at least 0 and below hidden_size=3, got -1. Choose a unit of this layer."),
        (0, 6, "at must be at least 0 and below 6, got 6. Choose a position in the input."),
        (0, -1, "at must be at least 0 and below 6, got -1. Choose a position in the input."),
    ],
)
def test_a_place_that_is_not_there_is_refused(unit: int, at: int | None, message: str) -> None:
    with pytest.raises(PlaceError) as caught:
        figures.unit_lines(recorded().track(), unit, at=at)
    assert str(caught.value) == message

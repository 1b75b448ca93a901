"""Watch expressions drawn: the numbers that rnnviz.evaluate gives, and nothing where there is none."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz import figures
from rnnviz.analysis.ends import ends
from rnnviz.errors import PlaceError
from tests.figures.drawing import recorded

TRACK = recorded().track(1, "reverse", 0)


def values(expression: str) -> np.ndarray:
    found: np.ndarray = rnnviz.evaluate(recorded(), expression, layer=1, direction="reverse")[:, 0]
    return found


def test_a_line_for_each_with_its_value_at_the_cursor() -> None:
    lines = {"mean(f)": values("mean(f)"), "a < b$c[0]": values("c[0]")}
    figure = figures.watched(TRACK, lines, at=2)
    first, second, marks = figure.data
    np.testing.assert_array_equal(first.y, lines["mean(f)"].astype(np.float32))
    np.testing.assert_array_equal(second.y, lines["a < b$c[0]"].astype(np.float32))
    assert first.name == f"mean(f) = {lines['mean(f)'][2]:.4f}"
    assert second.name.startswith("a &lt; b&#36;c[0] = ")
    assert [tuple(point) for point in first.customdata] == [(t, -1) for t in range(6)]
    assert not len(marks.x)
    low, high = figure.layout.yaxis.range
    assert low < min(map(min, lines.values()))
    assert high > max(map(max, lines.values()))
    with pytest.raises(PlaceError):
        figures.watched(TRACK, lines, at=6)


def test_what_is_not_known_is_marked_counted_and_not_drawn() -> None:
    lines = {"change(f[0])": values("change(f[0])"), "1 / 0": values("1 / 0")}
    figure = figures.watched(TRACK, lines)
    # In the reverse direction the step that is processed first is the last one.
    assert np.isnan(figure.data[0].y).tolist() == [False] * 5 + [True]
    assert np.isnan(figure.data[1].y).all()
    assert figure.data[2].x.tolist() == [5, *range(6)]
    assert figure.data[2].text[1] == "1 / 0: inf"
    assert "not a number or infinite: 7" in figure.layout.title.subtitle.text


def test_a_line_that_is_drawn_by_its_extremes_says_so() -> None:
    rec = rnnviz.record(torch.nn.RNN(1, 1), torch.zeros(6001, 1, 1))
    figure = figures.watched(rec.track(), {"h": rec.h[0, 0, :, 0, 0]})
    assert "of each 4 time steps, the lowest and the highest value are drawn" in figure.layout.title.subtitle.text
    assert len(figure.data[0].x) < 6001


@given(
    length=st.integers(1, 300),
    places=st.lists(st.tuples(st.integers(0, 299), st.sampled_from((9.0, -9.0, float("nan")))), max_size=3),
)
def test_a_long_line_keeps_its_extremes_and_its_holes(length: int, places: list[tuple[int, float]]) -> None:
    line = np.sin(np.arange(length))
    for t, value in places:
        line[t % length] = value
    kept = ends(line, 40)
    assert sorted(set(kept.tolist())) == kept.tolist()
    assert len(kept) <= max(40, 3 * 20 + 2)
    assert {0, length - 1} <= set(kept.tolist())
    drawn = line[kept]
    np.testing.assert_equal(np.fmax.reduce(drawn), np.fmax.reduce(line))
    np.testing.assert_equal(np.fmin.reduce(drawn), np.fmin.reduce(line))
    assert np.isnan(drawn).any() == np.isnan(line).any()

"""Scores over distances: what is drawn are the numbers, and what is not known is left out."""

import numpy as np
import pytest

from rnnviz.figures import Panel, Scores, description, memory_curves
from rnnviz.words import translation

NAN = float("nan")
RNN = np.array([[1.0, 0.9, 0.8], [0.2, 0.7, 0.3]])
GRU = np.array([[1.0, NAN, 0.6], [NAN, NAN, NAN]])


def panels() -> list[Panel]:
    other = [Scores("RNN", "RNN", 1 - RNN), Scores("<b>GRU", "GRU", RNN)]
    return [Panel("clipped", [Scores("RNN", "RNN", RNN), Scores("<b>GRU", "GRU", GRU)]), Panel("<i>free", other)]


def test_lines_are_medians_and_every_seed_is_a_dot() -> None:
    figure = memory_curves((5, 20), panels(), title="recall", up="right", chance=0.25)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    expected = [sorted(row)[1] for row in RNN.tolist()]
    np.testing.assert_allclose(lines[0].y, expected)
    np.testing.assert_allclose(lines[1].y, [0.8, NAN])  # of the two that are known
    np.testing.assert_allclose(lines[2].y, [1 - each for each in expected])
    assert sorted(dots[0].y) == sorted(RNN.ravel())
    assert sorted(dots[1].y) == [0.6, 1.0]
    assert dots[0].hovertext[3] == "RNN, distance 20, seed 0: 0.2"
    # Dots stand beside their own distance, and networks beside each other.
    assert all(round(float(x)) in (0, 1) for trace in dots for x in trace.x)
    assert dots[0].x[0] < 0 < dots[1].x[0]
    assert list(figure.layout.xaxis.ticktext) == ["5", "20"]


def test_networks_keep_colour_and_dash_in_all_panels_and_have_one_entry_in_the_legend() -> None:
    figure = memory_curves((5, 20), panels(), title="recall", up="right", chance=0.25, dark=True)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert [line.showlegend for line in lines] == [True, True, False, False]
    for one, other in zip(lines[:2], lines[2:], strict=True):
        assert (one.line.color, one.line.dash, one.name) == (other.line.color, other.line.dash, other.name)
    assert len({line.line.dash for line in lines}) == 2


def test_chance_is_a_line_in_every_panel_and_what_is_unknown_is_counted() -> None:
    figure = memory_curves((5, 20), panels(), title="recall", up="right", chance=0.25)
    assert [shape.y0 for shape in figure.layout.shapes] == [0.25, 0.25]
    assert {shape.yref for shape in figure.layout.shapes} == {"y", "y2"}
    assert "chance: 0.25" in [each.text for each in figure.layout.annotations]
    assert description(figure) == "recall. line: the median of the seeds, dot: one seed · not known yet: 4"


def test_names_from_outside_are_escaped() -> None:
    figure = memory_curves((5, 20), panels(), title="<u>", up="<s>", chance=0.25, words=translation("zh"))
    texts = figure.to_json()
    assert not any(mark in texts for mark in ("<b>GRU", "<i>free", "\\u003cb\\u003eGRU"))
    assert figure.layout.title.text == "&lt;u&gt;"


@pytest.mark.parametrize("count", [1, 8])
def test_an_error_has_the_axis_that_it_needs(count: int) -> None:
    rows = np.full((count, 2), 0.4)
    figure = memory_curves(
        range(count), [Panel("", [Scores("GRU", "GRU", rows)])], title="", up="", chance=1 / 6, share=False
    )
    low, high = figure.layout.yaxis.range
    assert low < 0 < 0.4 < high < 0.5
    assert len(figure.layout.shapes) == 1

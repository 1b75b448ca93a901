"""Pictures of what is foreseen: the numbers of their bars, and characters that Plotly must not take for markup."""

import numpy as np
import pytest

from rnnviz import figures, theme
from rnnviz.analysis import Foreseen, foreseen
from tests.figures.drawing import PSEUDO, texts, trace

LABELS = ("a", "<b>", "␣", "⏎", "$", "你")


@pytest.fixture
def found() -> Foreseen:
    chances = np.array([[0.4, 0.3, 0.15, 0.1, 0.04, 0.01], [0.01, 0.04, 0.1, 0.15, 0.3, 0.4]])
    return foreseen(np.log(chances), np.array([5, 1]))


def test_the_likeliest_and_the_one_that_came(found: Foreseen) -> None:
    figure = figures.next_characters(found, 0, LABELS, most=4)
    came, others = trace(figure, "came"), trace(figure, "others")
    assert list(figure.layout.xaxis.ticktext) == ["a", "&lt;b&gt;", "␣", "你"]
    assert others.y.tolist() == pytest.approx([0.4, 0.3, 0.15])
    assert (came.y.tolist(), came.x) == (pytest.approx([0.01]), (3,))
    assert came.marker.color == theme.verdict_colour("right")
    within = figures.next_characters(found, 0, LABELS, most=6)
    assert trace(within, "came").x == (5,)
    assert len(within.layout.xaxis.ticktext) == 6
    assert "t = 0" in figure.layout.title.text


def test_every_character_has_its_bits(found: Foreseen) -> None:
    figure = figures.bits_over_text(found, ["x", "你", "<b>"], at=1, levels={"3 < 4": 2.5})
    bars = trace(figure, "bits of")
    assert bars.x.tolist() == [1, 2]
    assert bars.y.tolist() == pytest.approx([-np.log2(0.01), -np.log2(0.04)])
    assert bars.customdata.tolist() == [["你", "6.64", "6"], ["&lt;b&gt;", "4.64", "5"]]
    assert list(figure.layout.xaxis.ticktext) == ["你", "&lt;b&gt;"]
    assert trace(figure, "mean").y[0] == pytest.approx(found.mean_bits)
    assert trace(figure, "3 &lt; 4").y == (2.5, 2.5)
    assert figure.layout.shapes[0].x0 == 2


def test_what_was_impossible_is_told_as_such() -> None:
    found = foreseen(np.array([[0.0, 0.0], [0.0, -np.inf]]), np.array([0, 1]))
    figure = figures.bits_over_text(found, "abc")
    assert trace(figure, "bits of").y.tolist() == [1.0, 1.0]
    assert trace(figure, "bits of").customdata[1][1] == "inf"


@pytest.mark.parametrize("dark", [False, True])
def test_all_words_go_through_the_catalogue(found: Foreseen, dark: bool) -> None:
    for figure in (
        figures.next_characters(found, 0, LABELS, dark=dark, words=PSEUDO),
        figures.bits_over_text(found, "abc", dark=dark, words=PSEUDO),
    ):
        said = [figure.layout.title.text, figure.layout.xaxis.title.text, figure.layout.yaxis.title.text]
        said += [each.name for each in figure.data]
        assert all(text.startswith("⟦") for text in said)
        assert any("⟦" in text for text in texts(figure))

"""Forecasts, errors, layouts and series as they are drawn."""

import re
from collections.abc import Iterator

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import description
from rnnviz.figures.next_number import Forecaster, data_layouts, errors, forecast, given_series
from rnnviz.theme import cell_type_colour, page_colours
from rnnviz.words import Translation, translation
from tests.figures.drawing import PSEUDO, texts, trace
from tests.figures.test_words import LANGUAGE_FREE, without_translations

WHO = (Forecaster("by_hand.LSTM", "LSTM", "dash"), Forecaster("nn.LSTM", "LSTM"), Forecaster("<b>", "baseline", "dot"))
POSITIONS = np.arange(85, 89)
TRUTH = np.array([1.0, 2.0, 3.0, 4.0])


def _forecast(words: Translation = PSEUDO, *, dark: bool = False) -> go.Figure:
    said = [(who, TRUTH + number) for number, who in enumerate(WHO)]
    said[1][1][2] = np.inf
    return forecast(POSITIONS, TRUTH, said, dark=dark, words=words)


def test_each_line_is_what_was_said() -> None:
    figure = _forecast()
    assert [line.name for line in figure.data] == ["by_hand.LSTM", "nn.LSTM", "&lt;b&gt;", "⟦what came⟧"]
    assert all(line.x.tolist() == POSITIONS.tolist() for line in figure.data)
    assert figure.data[0].y.tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(figure.data[1].y, [2, 3, np.nan, 5])
    assert figure.data[3].y.tolist() == TRUTH.tolist()


def test_colour_is_the_cell_type_and_a_dash_who_wrote_it() -> None:
    for dark in (False, True):
        ours, other, rule, truth = _forecast(dark=dark).data
        assert ours.line.color == other.line.color == cell_type_colour("LSTM", dark)
        assert (ours.line.dash, other.line.dash) == ("dash", "solid")
        assert rule.line.color == page_colours(dark).muted
        assert truth.line.color == page_colours(dark).text


def test_the_smallest_error_is_on_top() -> None:
    (bars,) = errors([(WHO[0], 0.2), (WHO[1], 0.1), (WHO[2], 0.15)]).data
    # Plotly's first category is at the foot.
    assert list(bars.y) == ["by_hand.LSTM", "&lt;b&gt;", "nn.LSTM"]
    assert bars.x.tolist() == [0.2, 0.15, 0.1]
    assert list(bars.text) == ["0.2", "0.15", "0.1"]
    assert list(bars.marker.pattern.shape) == ["", "/", ""]


def test_errors_far_apart_are_shown_by_powers_of_ten_and_those_that_are_none_without_a_bar() -> None:
    figure = errors([(WHO[0], np.nan), (WHO[1], 0.5), (WHO[2], 0.0)])
    (bars,) = figure.data
    assert (figure.layout.xaxis.type, figure.layout.xaxis.dtick) == ("log", 5)
    assert errors([(WHO[0], 0.3), (WHO[1], 0.5)]).layout.xaxis.type == "linear"
    shown = dict(zip(bars.y, bars.x.tolist(), strict=True))
    assert np.isnan(shown["by_hand.LSTM"])
    assert shown["nn.LSTM"] == 0.5
    assert 0 < shown["&lt;b&gt;"] < 1e-9
    assert dict(zip(bars.y, bars.text, strict=True))["&lt;b&gt;"] == "0"


def heatmap(figure: go.Figure, name: str) -> go.Heatmap:
    (found,) = (each for each in figure.data if each.name == name)
    return found


def test_the_row_of_the_sample_is_the_first_of_the_batch() -> None:
    batch = np.random.default_rng(0).normal(size=(11, 5))
    figure = data_layouts(batch)
    np.testing.assert_allclose(heatmap(figure, "sample").z, batch[:1].astype(np.float32))
    # The rows of a heatmap stand upside down; those that have no room are told by dots.
    np.testing.assert_allclose(heatmap(figure, "batch").z[::-1], batch[:8].astype(np.float32))
    words = list(trace(figure, "words").text)
    assert {"(5, 1)", "(11, 5, 1)", "one call", "⋮", "5 calls for a sample,<br>55 for the batch"} <= set(words)
    assert "⋮" not in list(trace(data_layouts(batch[:3]), "words").text)


def test_a_series_of_very_many_numbers_keeps_its_extremes() -> None:
    series = np.zeros(100_000)
    series[12_345], series[98_765] = 7, -7
    figure = given_series(series, 80_000)
    (line,) = figure.data
    assert len(line.x) < 10_000
    assert (line.y.max(), line.y.min()) == (7, -7)
    assert line.x[line.y.argmax()] == 12_345
    (held_out,) = figure.layout.shapes
    assert (held_out.x0, held_out.x1) == (79_999.5, 99_999.5)
    assert [note.text for note in figure.layout.annotations] == ["to learn from: 80,000", "held out: 20,000"]


def _all(words: Translation) -> Iterator[go.Figure]:
    yield _forecast(words)
    yield errors([(WHO[1], 0.1), (WHO[2], 0.2)], words=words)
    yield data_layouts(np.eye(9)[:, :5], words=words)
    yield given_series(np.arange(30.0), 24, words=words)


def test_no_english_escapes_the_catalogue() -> None:
    free = re.compile(rf"{LANGUAGE_FREE.pattern}|by_hand|nn\.|LSTM|&lt;b&gt;|sample|batch|missing|calls|series")
    for figure in _all(PSEUDO):
        assert description(figure).strip(". ")
        for text in texts(figure):
            rest = free.sub("", without_translations(text or ""))
            assert not re.search(r"[A-Za-z]{2,}", rest), text


def test_every_word_has_its_chinese() -> None:
    chinese = translation("zh")
    asked: set[str] = set()

    def listen(text: str) -> str:
        asked.add(text)
        return text

    for _figure in _all(Translation("listening", listen)):
        pass
    assert asked
    assert {text for text in asked if chinese(text) == text} == set()

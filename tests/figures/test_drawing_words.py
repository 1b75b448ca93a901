"""Every word of the drawings goes through the catalogue, and has its Chinese."""

import re
from collections.abc import Iterator

import numpy as np
import plotly.graph_objects as go
import torch
from torch import nn

import rnnviz
from rnnviz import figures
from rnnviz.words import Translation, translation
from tests.figures.drawing import PSEUDO, texts
from tests.figures.test_packing import LENGTHS, packed_arrays
from tests.figures.test_words import LANGUAGE_FREE, without_translations

_FREE = re.compile(rf"{LANGUAGE_FREE.pattern}|\b[wb][1-9]\b|batch_sizes|data|t=\d")


def _drawings(words: Translation) -> Iterator[go.Figure]:
    torch.manual_seed(1)
    two = rnnviz.record(nn.LSTM(2, 20, bidirectional=True), torch.randn(3, 1, 2))
    for last in (False, True):
        yield figures.unrolled(two, pattern="many-to-one", last_step=last, words=words)
    yield figures.unrolled(two, memory=False, words=words)
    encoder = rnnviz.record(nn.GRU(2, 3), torch.randn(2, 1, 2))
    h_0 = torch.tensor(np.array(encoder.h_n))
    decoder = rnnviz.record(nn.GRU(2, 3), torch.randn(2, 1, 2), h_0)
    yield figures.encoder_decoder(encoder, decoder, fed_back=[False, True], words=words)
    single = rnnviz.record(nn.RNN(2, 30), torch.randn(1, 1, 2))
    for pattern in ("one-to-one", "one-to-many", "many-to-many"):
        yield figures.unrolled(single, pattern=pattern, words=words)
    yield figures.packing(LENGTHS, words=words, **packed_arrays())
    yield figures.attention_map(np.ones((1, 1)), ["w1"], ["w2"], words=words)
    yield figures.state_path(two.track(), words=words)
    yield figures.state_lines(two.track(), words=words)
    yield figures.look_up(np.ones((2, 9)), np.array([1]), ["w1", "w2"], words=words)
    yield figures.joined(np.ones((1, 1)), np.ones((1, 1)), np.ones(1), np.ones(1), bias=np.ones(1), words=words)
    yield figures.distances(np.eye(2), ["w1", "w2"], words=words)
    yield figures.scatter_words(np.eye(2), ["w1", "w2"], words=words)


def _read(figure: go.Figure) -> Iterator[str]:
    """The texts of a figure; names of heatmaps are for tests only."""
    for each in figure.data:
        if isinstance(each, go.Heatmap):
            each.name = ""
            yield from np.ravel(each.text) if each.text is not None else ()
            each.text = None
    for text in texts(figure):
        yield text or ""


def _all_texts(figure: go.Figure) -> Iterator[str]:
    yield from _read(figure)
    for change in figure.frames:
        yield from (text for each in change.data for text in np.ravel(each.text if each.text is not None else []))
    for slider in figure.layout.sliders:
        yield slider.currentvalue.prefix
        yield from (step.label for step in slider.steps)
    for menu in figure.layout.updatemenus:
        yield from (button.label for button in menu.buttons)


def test_no_english_escapes_the_catalogue() -> None:
    for figure in _drawings(PSEUDO):
        assert figures.description(figure).strip(". ")
        for text in _all_texts(figure):
            rest = _FREE.sub("", without_translations(text))
            assert not re.search(r"[A-Za-z]{2,}", rest), text


def test_every_word_has_its_chinese() -> None:
    asked: set[str] = set()

    def listen(text: str) -> str:
        asked.add(text)
        return text

    for _figure in _drawings(Translation("en", listen)):
        pass
    chinese = translation("zh")
    assert asked
    assert sorted(text for text in asked if chinese(text) == text) == []


def test_that_test_can_fail() -> None:
    english = next(_drawings(translation("en")))
    assert any(re.search(r"[a-z]{5,}", _FREE.sub("", text)) for text in _all_texts(english))

"""Every word in a figure goes through the catalogue, whatever the language; light and dark differ in colour only."""

import re

import pytest
from plotly.graph_objects import Figure

import rnnviz
from rnnviz import figures, theme
from rnnviz.cells import CELL_TYPES
from rnnviz.figures.names import full_name
from rnnviz.words import Translation, translation
from tests.figures.drawing import DIRECTIONS, MODES, PSEUDO, derivable, recorded, texts

# What is the same in every language: variables, weights, code, Plotly's markup and templates.
LANGUAGE_FREE = re.compile(
    r"<[^>]*>|%\{[^}]*\}|\bdL/d\w+|\bgrad_\w+|torch\.(tanh|relu)|\b(kept|written|fresh|old|squashed|nan|inf)\b|\b[Wbhcna]_[a-z]+\b|&\w+;"
)


def without_translations(text: str) -> str:
    """What is left of a text without all that came from the catalogue, one translation inside another included."""
    inner = re.compile("⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub("", text)
    return text


def all_figures(mode: str, direction: str, words: Translation, *, dark: bool = False) -> list[Figure]:
    rec = recorded(mode, hidden_size=20, labels="abcdef", broken=4)
    track = rec.track(0, direction)
    step = track[3]
    derived = derivable(mode).track(1, direction)
    pictures = [figures.unit_lines(track, at=2, dark=dark, words=words)]
    pictures += [figures.gate_heatmap(track, name, dark=dark, words=words) for name in ("x", "h", *rec.cell.gates[:1])]
    for name in ("grad_h", "grad_x", *(f"grad_{gate}" for gate in rec.cell.gates[:1])):
        for log in (False, True):
            pictures.append(figures.gate_heatmap(derived, name, log=log, dark=dark, words=words))
    pictures.append(figures.gradient_norms(derived, at=2, dark=dark, words=words))
    pictures.append(figures.memory_update(step, dark=dark, words=words))
    memory = rnnviz.memory(track)
    pictures.append(figures.kept_memory(memory, at=2, dark=dark, words=words))
    pictures += [figures.half_lives(memory, dark=dark, words=words)] if memory.factor else []
    pictures.append(figures.saturation_bars(memory, dark=dark, words=words))
    return pictures


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_no_english_escapes_the_catalogue(mode: str, direction: str) -> None:
    for figure in all_figures(mode, direction, PSEUDO):
        for text in texts(figure):
            rest = LANGUAGE_FREE.sub("", without_translations(text))
            assert not re.search(r"[A-Za-z]{2,}", rest), text


@pytest.mark.parametrize("mode", MODES)
def test_every_variable_has_its_word(mode: str) -> None:
    cell_type = CELL_TYPES[mode]
    for name in cell_type.variables:
        text = full_name(cell_type, name, PSEUDO)
        # Products are told by their code; everything else has a word.
        product = name not in cell_type.inputs and cell_type.operation(name).role == "product"
        assert without_translations(text) == (name if product else f"{name} · ")


def test_that_test_can_fail() -> None:
    english = all_figures("LSTM", "forward", translation("en"))
    assert any(re.search(r"[a-z]{5,}", LANGUAGE_FREE.sub("", text)) for text in texts(english[0]))


@pytest.mark.parametrize("mode", MODES)
def test_every_word_has_its_chinese(mode: str) -> None:
    asked: set[str] = set()

    def listen(text: str) -> str:
        asked.add(text)
        return text

    listener = Translation("en", listen)
    for direction in DIRECTIONS:
        all_figures(mode, direction, listener)
    for name in CELL_TYPES[mode].variables:
        full_name(CELL_TYPES[mode], name, listener)
    chinese = translation("zh")
    assert asked
    assert sorted(text for text in asked if chinese(text) == text) == []


@pytest.mark.parametrize("mode", MODES)
def test_every_figure_brings_a_light_or_a_dark_page(mode: str) -> None:
    for dark in (False, True):
        page = theme.page_colours(dark)
        for figure in all_figures(mode, "forward", translation("en"), dark=dark):
            layout = figure.layout.template.layout
            assert layout.paper_bgcolor == layout.plot_bgcolor == page.page
            assert layout.font.color == page.text
            # Text colours stay out of the figure itself: a theme laid over the template must be able to set them.
            assert figure.layout.font.color is None
            assert figure.layout.title.font.color is None


@pytest.mark.parametrize("mode", MODES)
def test_every_axis_and_every_figure_has_a_title(mode: str) -> None:
    for figure in all_figures(mode, "reverse", translation("en")):
        assert figure.layout.title.text
        assert all(axis.title.text for axis in figure.select_yaxes())
        assert [axis.title.text for axis in figure.select_xaxes()][-1]
        assert figures.description(figure).strip(". ")
        assert figure.layout.height <= 520

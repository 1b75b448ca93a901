"""Figures of a projected LSTM: a unit of h is no unit of the layer; and rows shorter than the others."""

import re

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import figures
from rnnviz.errors import PlaceError
from rnnviz.figures.names import full_name
from rnnviz.words import Translation, translation
from tests.cells.kinds import KINDS, PROJECTED
from tests.figures.drawing import DIRECTIONS, PSEUDO, texts, trace
from tests.figures.test_words import LANGUAGE_FREE, without_translations
from tests.projection import Projected, recorded
from tests.recorder.stepping import walks

PLAN = Projected(hidden_size=5, proj_size=2, num_layers=2, bidirectional=True, seq_len=6)


@pytest.fixture(scope="module")
def rec() -> rnnviz.Recording:
    return recorded(PLAN)


@pytest.fixture(scope="module")
def short() -> rnnviz.Recording:
    """Two rows, the second of which ends at t = 3."""
    return recorded(PLAN, lengths=[6, 4], labels=[list("abcdef"), list("uvwx")])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_heatmap_has_a_row_for_each_unit_of_its_variable(rec: rnnviz.Recording, direction: str) -> None:
    walk = walks(PLAN.build())[1, DIRECTIONS.index(direction)]
    for name, rows in {"h": "projected unit", "h_prev": "projected unit", "h_full": "unit", "c": "unit"}.items():
        figure = figures.gate_heatmap(rec.track(1, direction, 1), name, at=2)
        np.testing.assert_allclose(trace(figure, name).z, walk.values[name][:, 1].T, rtol=1e-6, atol=1e-6)
        assert figure.layout.yaxis.title.text == rows
        units = set(trace(figure, "targets").customdata[:, 1])
        assert units == ({-1} if rows == "projected unit" else set(range(5)))


def test_the_lines_of_a_unit_are_its_own(rec: rnnviz.Recording) -> None:
    walk = walks(PLAN.build())[0, 0]
    figure = figures.unit_lines(rec.track(), 4)
    drawn = [each.name.split(" ")[0] for each in figure.data if each.showlegend is not False]
    assert drawn == ["i", "f", "o", "g", "c", "h_full"]
    for name in drawn:
        np.testing.assert_allclose(trace(figure, f"{name} ·").y, walk.values[name][:, 0, 4], rtol=1e-6, atol=1e-6)
    assert trace(figure, "h_full").name == "h_full · unprojected h"
    assert "h has 2 units of its own, made from h_full of all units" in figure.layout.title.subtitle.text


def test_without_a_projection_nothing_is_said_of_one() -> None:
    plain = rnnviz.record(nn.LSTM(3, 2), torch.zeros(4, 1, 3))
    assert "units of its own" not in figures.unit_lines(plain.track()).layout.title.subtitle.text


@pytest.mark.parametrize("unit", [5, -1])
def test_a_unit_is_one_of_the_layer(rec: rnnviz.Recording, unit: int) -> None:
    with pytest.raises(PlaceError, match=f"below hidden_size=5, got {unit}"):
        figures.unit_lines(rec.track(), unit)
    with pytest.raises(PlaceError, match=f"below hidden_size=5, got {unit}"):
        figures.memory_update(rec.track()[0], unit=unit)


def test_the_memory_is_the_cell_state(rec: rnnviz.Recording) -> None:
    walk = walks(PLAN.build())[0, 1]
    figure = figures.memory_update(rec.track(0, "reverse")[3], unit=4)
    np.testing.assert_allclose(trace(figure, "c ·").y, walk.at("c", 3, 0), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(trace(figure, "c_prev ·").y, walk.at("c", 4, 0), rtol=1e-6, atol=1e-6)
    assert len(figure.layout.xaxis.ticktext) == 5


@pytest.mark.parametrize("words", [PSEUDO, translation("zh")], ids=["pseudo", "zh"])
def test_no_english_escapes_the_catalogue(rec: rnnviz.Recording, words: Translation) -> None:
    drawn = [figures.unit_lines(rec.track(), 4, words=words)]
    drawn += [figures.gate_heatmap(rec.track(), name, words=words) for name in ("h", "h_full")]
    for figure in drawn:
        for text in texts(figure):
            assert not re.search(r"[A-Za-z]{2,}", LANGUAGE_FREE.sub("", without_translations(text))), text


def test_every_variable_but_the_products_has_its_word() -> None:
    cell_type = KINDS[PROJECTED]
    without = {name for name in cell_type.variables if full_name(cell_type, name, PSEUDO) == name}
    assert without == {"kept", "written"}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_shorter_row_is_drawn_in_its_own_length(short: rnnviz.Recording, direction: str) -> None:
    track = short.track(1, direction, 1)
    for figure in (
        figures.unit_lines(track, 0, at=3),
        figures.gate_heatmap(track, "forget", at=3),
        figures.gate_heatmap(track, "h", at=3),
    ):
        axis = max(figure.select_xaxes(), key=lambda axis: axis.plotly_name)
        assert axis.range == (-0.5, 3.5)
        assert list(axis.ticktext) == ["u<br>0", "v<br>1", "w<br>2", "x<br>3"]
        assert "not a number" not in figure.layout.title.subtitle.text
    assert trace(figures.gate_heatmap(track, "forget"), "f").z.shape == (5, 4)
    assert np.isfinite(figures.memory_limit(track))
    for draw in (figures.unit_lines, figures.gate_heatmap):
        with pytest.raises(PlaceError, match="below 4, got 4"):
            draw(track, at=4)

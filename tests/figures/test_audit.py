"""The eigenvalues in the complex plane and the biases: the numbers behind the points."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import figures, theme
from rnnviz.analysis.audit import Report, thresholds
from tests.figures.drawing import PSEUDO, texts, trace


def _report(kind: Any = nn.LSTM, scale: float = 1.0) -> tuple[Any, Report]:
    torch.manual_seed(0)
    module = kind(3, 4, num_layers=2, bidirectional=True).double()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.startswith("weight_hh"):
                parameter *= scale
    return module, rnnviz.audit(module, torch.randn(6, 2, 3).double())


@pytest.mark.parametrize(("kind", "gate", "place"), [(nn.LSTM, "forget", 1), (nn.GRU, "update", 1)])
def test_the_points_are_the_eigenvalues_in_the_colour_of_the_gate(kind: Any, gate: str, place: int) -> None:
    module, report = _report(kind)
    block = module.weight_hh_l1_reverse.detach().split(4)[place].numpy()
    (matrix,) = (one for one in report.recurrent if (one.layer, one.direction, one.colour) == (1, "reverse", gate))
    figure = figures.eigenvalues(matrix)
    points = trace(figure, "eigenvalues")
    drawn = np.sort_complex(np.asarray(points.x) + 1j * np.asarray(points.y))
    np.testing.assert_allclose(drawn, np.sort_complex(np.linalg.eigvals(block)), atol=1e-12)
    assert points.marker.color == theme.colour_of(gate).fill
    circle = trace(figure, "unit circle")
    np.testing.assert_allclose(np.hypot(circle.x, circle.y), 1)
    # A circle looks like one: both axes have one scale.
    assert figure.layout.yaxis.scaleanchor == "x"
    assert tuple(figure.layout.xaxis.range) == tuple(figure.layout.yaxis.range)


@pytest.mark.parametrize("scale", [0.5, 1.0, 20.0])
def test_every_point_and_the_circle_are_inside(scale: float) -> None:
    _, report = _report(scale=scale)
    limit = figures.eigenvalue_limit(report.recurrent)
    assert limit > max(1.0, *(float(np.abs(one.eigenvalues).max()) for one in report.recurrent))
    for one in report.recurrent:
        assert figures.eigenvalues(one, limit=limit).layout.xaxis.range == (-limit, limit)


def test_a_matrix_without_a_spectrum_says_so() -> None:
    module, _ = _report()
    with torch.no_grad():
        module.weight_hh_l0[5, 1] = torch.nan
    report = rnnviz.audit(module, torch.randn(6, 2, 3).double())
    figure = figures.eigenvalues(report.recurrent[1])
    assert not len(trace(figure, "eigenvalues").x)
    assert figure.layout.title.subtitle.text == "not worked out"


def test_every_unit_of_every_layer_has_its_bias() -> None:
    module, report = _report(nn.GRU)
    figure = figures.keeping_biases(report.biases)
    points, means = trace(figure, "units"), trace(figure, "mean")
    for place, name in enumerate(("l0", "l0_reverse", "l1", "l1_reverse")):
        wanted = (getattr(module, f"bias_ih_{name}") + getattr(module, f"bias_hh_{name}")).detach()[4:8].numpy()
        np.testing.assert_allclose(np.asarray(points.y)[np.asarray(points.x) == place], wanted, rtol=1e-12)
        np.testing.assert_allclose(means.y[place], wanted.mean(), rtol=1e-12)
    assert list(figure.layout.xaxis.ticktext) == ["0 →", "0 ←", "1 →", "1 ←"]
    assert points.marker.color == theme.colour_of("update").fill
    share = 1 / (1 + np.exp(-points.y[0]))
    assert points.hovertext[0].endswith(f"keeps {100 * share:.0f} %")


def test_a_bias_that_is_no_number_is_counted() -> None:
    module, _ = _report(nn.LSTM)
    with torch.no_grad():
        module.bias_ih_l0[5] = torch.inf
    figure = figures.keeping_biases(rnnviz.audit(module, torch.randn(6, 2, 3).double()).biases)
    assert "not a number or infinite: 1" in figure.layout.title.subtitle.text


def test_their_words_go_through_the_catalogue() -> None:
    _, report = _report()
    for figure in (
        figures.eigenvalues(report.recurrent[0], words=PSEUDO),
        figures.keeping_biases(report.biases, words=PSEUDO),
    ):
        said = " ".join(text for text in texts(figure) if text)
        assert "⟦" in said
        assert figure.layout.xaxis.title.text.startswith("⟦")


def test_the_notes_under_the_tables_name_the_bounds() -> None:
    _, report = _report()
    notes = {table.name: table.note for table in report.tables}
    for bound in (thresholds.CLOSED, thresholds.OPENED, thresholds.SHUT_FAST, thresholds.OPEN_WIDE):
        assert f"{bound:g}" in notes["ends"]
    assert f"{100 * thresholds.OFTEN:g} %" in notes["ends"]
    assert f"{thresholds.MOVES:f}" in notes["moving"]

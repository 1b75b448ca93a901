"""The path of a state and the lines of its units, against PyTorch's own PCA; and what attention looks at."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import figures
from rnnviz.analysis.principal import principal
from rnnviz.errors import ArgumentError
from tests.figures.drawing import trace


def _recorded(size: int = 4, length: int = 7, *, reverse: bool = False) -> tuple[rnnviz.Recording, np.ndarray]:
    torch.manual_seed(2)
    module, x = nn.RNN(3, size, bidirectional=reverse), torch.randn(length, 1, 3)
    output = module(x)[0][:, 0].detach().numpy()
    labels = [[f"<{t}>" for t in range(length)]]
    return rnnviz.record(module, x, labels=labels), output[:, -size:]


def test_the_axes_are_the_eigenvectors_of_the_covariance() -> None:
    vectors = np.random.default_rng(1).normal(size=(20, 5)) * [3.0, 1.0, 0.5, 0.2, 0.1]
    found = principal(vectors)
    values, axes = np.linalg.eigh(np.cov(vectors.T))
    scores = (vectors - vectors.mean(axis=0)) @ axes[:, [-1, -2]]
    np.testing.assert_allclose(np.abs(found.places), np.abs(scores), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.shares, values[[-1, -2]] / values.sum(), rtol=1e-9)
    turned = principal(-vectors)
    np.testing.assert_allclose(turned.places, -found.places)
    assert principal(np.ones((3, 2))).shares == (0.0, 0.0)


@pytest.mark.parametrize("reverse", [False, True])
def test_the_path_goes_in_the_order_of_processing(reverse: bool) -> None:
    rec, h = _recorded(reverse=reverse)
    figure = figures.state_path(rec.track(direction="reverse" if reverse else "forward"))
    path = trace(figure, "path")
    order = list(range(7))[::-1] if reverse else list(range(7))
    assert [int(t) for t, _ in path.customdata] == order
    # PyTorch's PCA, up to the sign of each axis.
    torch.manual_seed(0)
    u, s, _ = torch.pca_lowrank(torch.tensor(h[order]).double(), q=4, center=True)
    wanted = np.abs((u * s).numpy())
    np.testing.assert_allclose(np.abs(path.x), wanted[:, 0], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(np.abs(path.y), wanted[:, 1], rtol=1e-4, atol=1e-6)
    share = float(s[0] ** 2 / (s**2).sum())
    assert figure.layout.xaxis.title.text == f"principal component 1: {100 * share:.0f} % of the variance"
    start, end = trace(figure, "start"), trace(figure, "end")
    assert (start.x[0], end.x[0]) == (path.x[0], path.x[-1])
    assert path.text[0] == f"&lt;{order[0]}&gt; · t = {order[0]}"


def test_what_has_no_plane_is_refused() -> None:
    with pytest.raises(ArgumentError, match="at least 2 units and 2 time steps, got 1 and 7"):
        figures.state_path(_recorded(1)[0].track())
    with pytest.raises(ArgumentError, match="got 4 and 1"):
        figures.state_path(_recorded(4, 1)[0].track())


def test_a_line_for_each_unit_and_their_mean() -> None:
    rec, h = _recorded()
    figure = figures.state_lines(rec.track())
    units = np.asarray(trace(figure, "units").y).reshape(4, -1)
    np.testing.assert_allclose(units[:, :-1], h.T, rtol=1e-6)
    np.testing.assert_allclose(trace(figure, "mean").y, h.mean(axis=1), rtol=1e-6, atol=1e-7)
    assert [tuple(one) for one in trace(figure, "units").customdata[8:10]] == [(0, 1), (1, 1)]
    assert [each.name for each in figures.state_lines(rec.track(), mean=False).data] == ["units"]


def test_of_many_units_those_that_vary_most_are_drawn() -> None:
    rec, h = _recorded(40)
    figure = figures.state_lines(rec.track())
    most = sorted(np.argsort(-h.std(axis=0))[:16])
    units = np.asarray(trace(figure, "units").y).reshape(16, -1)
    np.testing.assert_allclose(units[:, :-1], h[:, most].T, rtol=1e-6)
    np.testing.assert_allclose(trace(figure, "mean").y, h.mean(axis=1), rtol=1e-5, atol=1e-7)
    assert "the 16 of 40 units that vary most are drawn" in figures.description(figure)


def test_attention_has_a_row_for_each_target() -> None:
    weights = torch.softmax(torch.randn(2, 3, generator=torch.Generator().manual_seed(1)), dim=1).numpy()
    figure = figures.attention_map(weights, ["a", "<b>", "c"], ["x", "y"])
    # Rows of a heatmap go upwards: the first target is on top.
    heatmap = next(each for each in figure.data if each.name == "values")
    np.testing.assert_array_equal(np.asarray(heatmap.z)[::-1], weights)
    assert list(figure.layout.xaxis.ticktext) == ["a", "&lt;b&gt;", "c"]
    assert list(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True)) == [
        (1.5, "x"),
        (0.5, "y"),
    ]
    assert list(trace(figure, "numbers").text) == [f"{value:.2f}" for value in weights.ravel()]
    one = figures.attention_map(weights[:1], list("abc"), ["x"])
    assert np.asarray(one.data[0].z).shape == (1, 3)
    with pytest.raises(ArgumentError, match=r"weights must be \(2, 2\), at most 64 each way, got \(2, 3\)"):
        figures.attention_map(weights, ["a", "b"], ["x", "y"])

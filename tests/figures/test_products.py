"""Products and word vectors drawn: the numbers of PyTorch's embedding, linear maps and distances."""

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from torch import nn

from rnnviz import figures
from rnnviz.errors import ArgumentError


def _matrix(figure: go.Figure, name: str, number: int = 0) -> np.ndarray:
    """The numbers of a matrix as they lie, first row on top."""
    found = [trace for trace in figure.data if isinstance(trace, go.Heatmap) and trace.name == name]
    return np.asarray(found[number].z)[::-1]


def test_a_look_up_is_pytorchs_embedding() -> None:
    torch.manual_seed(3)
    embedding, indices = nn.Embedding(5, 4), torch.tensor([3, 0, 3])
    figure = figures.look_up(embedding.weight.detach().numpy(), indices.numpy(), ["a", "<b>", "c", "d", "e"])
    np.testing.assert_allclose(_matrix(figure, "result"), embedding(indices).detach().numpy(), rtol=1e-6)
    np.testing.assert_array_equal(_matrix(figure, "one-hot"), nn.functional.one_hot(indices, 5).numpy())
    (said,) = (trace for trace in figure.data if trace.name == "words")
    assert list(said.text) == ["d", "a", "d", "a", "&lt;b&gt;", "c", "d", "e"]
    (picked,) = (trace for trace in figure.data if trace.name == "picked")
    # Two rows are picked, one of them twice: the tops of their rings.
    assert sorted(set(np.asarray(picked.y)[2::6].tolist())) == [-3.0, 0.0]


def test_a_wide_table_is_cut_and_a_large_one_refused() -> None:
    figure = figures.look_up(np.ones((3, 300)), np.array([1]), list("abc"))
    assert "the first 5 of 300 columns are drawn" in figures.description(figure)
    assert _matrix(figure, "result").shape == (1, 5)
    with pytest.raises(ArgumentError, match="indices from 0 to 2"):
        figures.look_up(np.ones((3, 2)), np.array([3]), list("abc"))
    with pytest.raises(ArgumentError, match="1 to 12 named words"):
        figures.look_up(np.ones((13, 2)), np.array([3]), list("abcdefghijklm"))


@pytest.mark.parametrize("bias", [False, True])
def test_one_product_gives_what_two_give(bias: bool) -> None:
    torch.manual_seed(5)
    cell = nn.RNNCell(3, 2, bias=bias).double()
    h, x = torch.randn(2).double(), torch.randn(3).double()
    added = (cell.bias_ih + cell.bias_hh).detach().numpy() if bias else None
    weights = cell.weight_hh.detach().numpy(), cell.weight_ih.detach().numpy()
    figure = figures.joined(*weights, h.numpy(), x.numpy(), bias=added)
    wanted = torch.atanh(cell(x[None], h[None]))[0].detach().numpy()[:, None]
    np.testing.assert_allclose(_matrix(figure, "a"), wanted, rtol=1e-5)
    np.testing.assert_allclose(_matrix(figure, "a", 1), wanted, rtol=1e-5)
    name = "[W_hh | W_ih | b]" if bias else "[W_hh | W_ih]"
    assert _matrix(figure, name).shape == (2, 6 if bias else 5)
    stacked = _matrix(figure, "[h; x; 1]" if bias else "[h; x]")
    np.testing.assert_allclose(stacked[:5, 0], torch.cat([h, x]).numpy(), rtol=1e-6)
    assert stacked[5:].tolist() == ([[1.0]] if bias else [])
    with pytest.raises(ArgumentError, match="At most 8 rows and 8 columns in all can be shown, got 2 and 9"):
        figures.joined(np.ones((2, 5)), np.ones((2, 4)), np.ones(5), np.ones(4))


def test_distances_are_pytorchs() -> None:
    vectors = torch.randn(4, 3, generator=torch.Generator().manual_seed(1)).double()
    figure = figures.distances(vectors.numpy(), list("abcd"))
    np.testing.assert_allclose(_matrix(figure, "values"), torch.cdist(vectors, vectors).numpy(), atol=1e-6)
    one_hot = figures.distances(np.eye(4), list("abcd"))
    np.testing.assert_allclose(_matrix(one_hot, "values"), np.sqrt(2) * (1 - np.eye(4)), rtol=1e-6)
    with pytest.raises(ArgumentError, match="got 4 vectors and 3 labels"):
        figures.distances(np.eye(4), list("abc"))


def test_words_keep_their_distances_where_two_directions_hold_all() -> None:
    axes = np.linalg.qr(np.random.default_rng(3).normal(size=(4, 4)))[0][:2]
    vectors = np.random.default_rng(2).normal(size=(5, 2)) @ axes
    (points,) = figures.scatter_words(vectors, ["<a>", *"bcde"]).data
    given = torch.tensor(vectors)
    places = torch.tensor(np.stack([points.x, points.y], axis=1))
    np.testing.assert_allclose(torch.cdist(places, places), torch.cdist(given, given), atol=1e-6)
    assert points.text[0] == "&lt;a&gt;"
    with pytest.raises(ArgumentError, match="finite numbers only"):
        figures.scatter_words(np.full((1, 2), np.nan), ["a"])

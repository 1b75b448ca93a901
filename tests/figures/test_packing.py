"""Packing drawn: the order of PyTorch's own PackedSequence in every frame."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

from rnnviz import figures
from rnnviz.errors import ArgumentError
from tests.figures.drawing import in_frame

LENGTHS = (2, 5, 3, 5)


def packed_arrays(lengths: tuple[int, ...] = LENGTHS) -> dict[str, Any]:
    ids = torch.arange(len(lengths) * max(lengths)).reshape(len(lengths), max(lengths))
    packed = pack_padded_sequence(ids, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    order, back = packed.sorted_indices, packed.unsorted_indices
    assert order is not None
    assert back is not None
    return {
        "data": packed.data.numpy(),
        "batch_sizes": packed.batch_sizes.numpy(),
        "sorted_indices": order.numpy(),
        "unsorted_indices": back.numpy(),
    }


def _texts(figure: go.Figure, number: int, low: float, high: float) -> list[tuple[float, float, str]]:
    """The texts between two heights, from top to bottom and from left to right."""
    (written,) = in_frame(figure, number, "labels")
    found = zip(np.asarray(written.x), np.asarray(written.y), written.text, strict=True)
    inside = [(float(x), float(y), text) for x, y, text in found if low < y < high]
    return sorted(inside, key=lambda one: (-one[1], one[0]))


def test_the_strip_is_the_packed_data() -> None:
    figure = figures.packing(LENGTHS, **packed_arrays())
    # Column by column, the longest rows first: PyTorch's documentation of pack_padded_sequence.
    order = ["B0", "D0", "C0", "A0", "B1", "D1", "C1", "A1", "B2", "D2", "C2", "B3", "D3", "B4", "D4"]
    assert len(figure.frames) == 5 + 3
    done = [0, 0, 4, 8, 11, 13, 15, 15]
    for number, count in enumerate(done):
        assert [text for _, _, text in _texts(figure, number, -2, -1)] == order[:count]
    assert [text for _, _, text in _texts(figure, -1, -3, -2)] == ["4", "4", "3", "2", "2"]


def test_the_rows_come_back_in_the_order_given() -> None:
    figure = figures.packing(LENGTHS, **packed_arrays())
    grids = {each.name: np.asarray(each.z) for each in in_frame(figure, -1, "given", "sorted", "unpacked")}
    np.testing.assert_array_equal(grids["unpacked"], grids["given"])
    assert not np.array_equal(grids["sorted"], grids["given"], equal_nan=True)
    # The first row is on top: rows of z go upwards.
    assert (~np.isnan(grids["sorted"][::-1])).sum(axis=1).tolist() == [5, 5, 3, 2]
    assert (~np.isnan(grids["given"][::-1])).sum(axis=1).tolist() == list(LENGTHS)
    (before,) = in_frame(figure, 0, "unpacked")
    assert np.isnan(np.asarray(before.z)).all()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ArgumentError, match="At most 8 rows of 8 time steps"):
        figures.packing((9, 1), **packed_arrays((9, 1)))
    with pytest.raises(ArgumentError, match="must belong to rows of these lengths"):
        figures.packing((2, 5, 3, 4), **packed_arrays())
    with pytest.raises(ArgumentError, match="must belong"):
        figures.packing(LENGTHS, labels=[["a"]] * 4, **packed_arrays())


def test_labels_are_text() -> None:
    figure = figures.packing((1,), labels=[["<b>"]], **packed_arrays((1,)))
    assert [text for _, _, text in _texts(figure, -1, -2, -1)] == ["&lt;b&gt;"]

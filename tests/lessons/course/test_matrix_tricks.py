"""Joined, stacked and folded weights against PyTorch's modules; counts against the formulas."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.matrix_tricks import counts, pictures, steps
from rnnviz.lessons.course.chapters.matrix_tricks.numbers import numbers
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.lesson import Context
from rnnviz.words import translation

CHAPTER = lessons()["matrix-tricks"]
VALUES = starting(CHAPTER.lesson.controls, CHAPTER.texts["en"].said)
SIZES = [(1, 1), (3, 2), (2, 2), (4, 3)]
DRAWS = range(12)


def context(**values: object) -> Context:
    return Context({**VALUES, **values}, CHAPTER.texts["en"].said, translation("en"))


@pytest.mark.parametrize("sizes", SIZES)
def test_one_product_is_pytorchs_step(sizes: tuple[int, int]) -> None:
    made = steps.step(*sizes)
    a = made.one_product + made.rnn.bias_ih + made.rnn.bias_hh
    torch.testing.assert_close(torch.tanh(a), made.rnn(made.x, made.h))
    torch.testing.assert_close(made.two_products, made.one_product)
    cell = nn.LSTMCell(*sizes).double()
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in made.lstm.state_dict().items()})
    h, c = steps.lstm_step(made.gates, made.bias, made.x, made.h, made.c)
    torch.testing.assert_close((h, c), cell(made.x, (made.h, made.c)))


@pytest.mark.parametrize("sizes", SIZES)
def test_the_right_ways_are_pytorchs_and_the_wrong_ones_run_but_are_not(sizes: tuple[int, int]) -> None:
    found = {way: steps.apart(*sizes, way) for way in steps.WAYS}
    assert max(found["joined"], found["folded"]) < 1e-12
    assert min(found[way] for way in ("swapped", "order", "one_bias")) > 1e-3


@pytest.mark.parametrize("sizes", SIZES)
def test_shapes(sizes: tuple[int, int]) -> None:
    n, d = sizes
    table = {row[0]: row[2] for row in pictures.shapes(context(n=n, d=d))[1:]}
    assert list(table.values()) == [
        str(shape) for shape in ([d, d], [d, n], [d + n], [d, d + n], [d], [4 * d, d + n], [4 * d, d + n + 1])
    ]
    said = numbers({**VALUES, "n": n, "d": d})
    assert (said["one_folded"], said["folded_shape"]) == (str([d, d + n + 1]), str([4 * d, d + n + 1]))
    lstm = nn.LSTMCell(n, d)
    assert list(lstm.weight_hh.shape) == [4 * d, d]
    (heat,) = (trace for trace in pictures.stacked(context(n=n, d=d)).data if trace.type == "heatmap")
    assert heat.z.shape == (4 * d, d + n)


def test_the_matrices_share_rows_not_columns() -> None:
    cell = nn.RNNCell(3, 4)
    torch.cat([cell.weight_hh, cell.weight_ih], dim=1)
    with pytest.raises(RuntimeError, match="Sizes of tensors must match"):
        torch.cat([cell.weight_hh, cell.weight_ih], dim=0)


def test_the_published_counts() -> None:
    found = numbers(VALUES)
    assert (found["printed_one"], found["printed_two"], found["printed_rnn"]) == (128, 144, 36)
    assert found["printed_one"] == 4 * (4 * (3 + 4) + 4)
    assert f"{found['unlike']:.2f}" == "3.56"
    assert found["at_64"] == sum(weight.numel() for weight in nn.LSTM(16, 64).parameters())


@pytest.mark.parametrize("sizes", [(3, 4), (1, 1), (10, 20)])
def test_the_ratios_hold_where_biases_are_counted_alike(sizes: tuple[int, int]) -> None:
    n, d = sizes
    for count, biases in ((counts.one_bias, 1), (counts.in_pytorch, 2)):
        first = d * (n + d) + biases * d
        assert [count(kind, n, d) for kind in ("RNN", "GRU", "LSTM")] == [first, 3 * first, 4 * first]
    assert counts.by_hand(n, d) == counts.one_bias("LSTM", n, d)
    n, d = 3, 2
    assert [row[3] for row in pictures.counted(context(n=n, d=d))[1:]] == ["1", "3", "4"]


@pytest.mark.parametrize("draw", DRAWS)
def test_the_answers(draw: int) -> None:
    found = CHAPTER.lesson.questions(draw)
    assert {key: each.right for key, each in found.items()} == {
        "shape": "wide",
        "share": "rows",
        "rows": "block",
        "folded": "column",
        "count": "two",
        "bias": "gates",
    }
    said = dict(found["rows"].numbers)
    place, d = "ifgo".index(str(said["letter"])), int(str(said["d"]))
    assert said["block_option"] == f"{place * d}:{(place + 1) * d}"
    said = dict(found["count"].numbers)
    module = getattr(nn, str(said["kind"]))(said["n"], said["d"])
    assert said["two_option"] == str(sum(parameter.numel() for parameter in module.parameters()))

"""The network unrolled in time: the numbers of PyTorch in each box, and no state before all that it reads."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import figures
from rnnviz.errors import ArgumentError
from tests.figures.drawing import in_frame, texts


def _network(*, layers: int = 1, two: bool = False, length: int = 5, size: int = 3) -> tuple[nn.RNN, torch.Tensor]:
    torch.manual_seed(4)
    return nn.RNN(2, size, num_layers=layers, bidirectional=two), torch.randn(length, 1, 2)


def _columns(figure: go.Figure, number: int, row: int) -> list[np.ndarray | None]:
    """The states of one row of boxes from left to right, in one frame; None for one that is open."""
    traces = in_frame(figure, number, "state")
    z = np.asarray(traces[row].z)[::-1, ::2]
    return [None if np.isnan(column).all() else column for column in z.T]


def _known(figure: go.Figure, row: int) -> list[int]:
    """The frame in which each box of a row is filled."""
    filled = [[column is not None for column in _columns(figure, at, row)] for at in range(len(figure.frames))]
    return [column.index(True) for column in zip(*filled, strict=True)]


@pytest.mark.parametrize("two", [False, True])
def test_the_last_frame_holds_the_states_of_pytorch(two: bool) -> None:
    module, x = _network(two=two)
    figure = figures.unrolled(rnnviz.record(module, x))
    output = module(x)[0][:, 0].detach().numpy()
    forward = _columns(figure, -1, 0)
    np.testing.assert_array_equal(forward[0], np.zeros(3))
    np.testing.assert_allclose(np.array(forward[1:]), output[:, :3], rtol=1e-6)
    if two:
        reverse = _columns(figure, -1, 1)
        np.testing.assert_allclose(np.array(reverse[:-1]), output[:, 3:], rtol=1e-6)
        np.testing.assert_array_equal(reverse[-1], np.zeros(3))


def test_each_frame_is_one_step() -> None:
    module, x = _network(layers=2)
    figure = figures.unrolled(rnnviz.record(module, x))
    assert len(figure.frames) == 7
    assert _known(figure, 0) == [0, 1, 2, 3, 4, 5]
    assert _known(figure, 1) == [0, 2, 3, 4, 5, 6]


def test_a_layer_waits_for_both_directions_below() -> None:
    module, x = _network(layers=2, two=True)
    figure = figures.unrolled(rnnviz.record(module, x))
    assert _known(figure, 0) == [0, 1, 2, 3, 4, 5]
    assert _known(figure, 1) == [5, 4, 3, 2, 1, 0]
    # Position 0 needs the end of the reverse direction; the reverse one above needs the end of the forward one.
    assert _known(figure, 2) == [0, 6, 7, 8, 9, 10]
    assert _known(figure, 3) == [10, 9, 8, 7, 6, 0]


def _outputs(figure: go.Figure) -> list[str]:
    (written,) = in_frame(figure, -1, "texts")
    heights = np.asarray(written.y)
    return [text for text, y in zip(written.text, heights, strict=True) if y == heights.max()]


def test_patterns_read_other_outputs() -> None:
    module, x = _network(two=True)
    rec = rnnviz.record(module, x)
    assert _outputs(figures.unrolled(rec)) == [f"y_{t}" for t in range(5)]
    assert _outputs(figures.unrolled(rec, pattern="many-to-one", outputs=["<b>"])) == ["&lt;b&gt;"]
    with pytest.raises(ArgumentError, match="must hold 1 texts"):
        figures.unrolled(rec, pattern="many-to-one", outputs=["a", "b"])
    with pytest.raises(ArgumentError, match="one-to-one takes an input of one time step, got 5"):
        figures.unrolled(rec, pattern="one-to-one")
    with pytest.raises(ArgumentError, match="cannot be fed back"):
        figures.unrolled(rec, pattern="one-to-many", fed_back=True)


def test_many_to_one_reads_the_reverse_direction_where_it_ends() -> None:
    rec = rnnviz.record(*_network(two=True))
    assert _lines_to_y(figures.unrolled(rec, pattern="many-to-one")) == {0, 4}
    assert _lines_to_y(figures.unrolled(rec, pattern="many-to-one", last_step=True)) == {4}


def _lines_to_y(figure: go.Figure) -> set[int]:
    """The columns from which the arrows start that end highest, at the output."""
    lines: list[Any] = []
    for each in in_frame(figure, -1, "later", "done", "now"):
        ends = [place for place, size in enumerate(each.marker.size) if size]
        lines += [(each.y[end], each.x[end - 1]) for end in ends]
    top = max(y for y, _ in lines)
    return {round(float(x)) for y, x in lines if y == top}


def test_one_input_alone_has_one_box() -> None:
    module, _ = _network()
    x = torch.zeros(5, 1, 2)
    x[0] = 1.0
    (inputs,) = (
        t for t in figures.unrolled(rnnviz.record(module, x), pattern="one-to-many").data if t.name == "inputs"
    )
    assert len(np.asarray(inputs.x)) == 6
    fed = figures.unrolled(rnnviz.record(module, torch.ones(5, 1, 2)), pattern="one-to-many", fed_back=True)
    seen = [each for at in range(6) for each in in_frame(fed, at, "fed back")]
    backs = [sum(size > 0 for size in each.marker.size) for each in seen]
    assert backs == [0, 1, 2, 3, 4, 4]


@pytest.mark.parametrize("kind", [nn.RNN, nn.LSTM, nn.GRU])
@pytest.mark.parametrize("two", [False, True])
def test_without_memory_each_step_is_run_alone(kind: type[nn.RNN | nn.LSTM | nn.GRU], two: bool) -> None:
    torch.manual_seed(6)
    module, x = kind(2, 3, num_layers=2, bidirectional=two), torch.randn(4, 1, 2)
    figure = figures.unrolled(
        rnnviz.record(module, x, torch.ones(2 + 2 * two, 1, 3) if kind is nn.GRU else None), memory=False
    )
    above = 2 if two else 1
    for direction in range(1 + two):
        wanted = [module(x[t : t + 1])[0][0, 0, 3 * direction : 3 * direction + 3].detach().numpy() for t in range(4)]
        np.testing.assert_allclose(np.array(_columns(figure, -1, above + direction)), wanted, rtol=1e-5, atol=1e-7)
        # All steps of a layer at once, and no arrow from one column to another.
        assert (_known(figure, direction), _known(figure, above + direction)) == ([1] * 4, [2] * 4)
    for each in in_frame(figure, -1, "later", "done", "now"):
        x_of = np.asarray(each.x).reshape(-1, 3)[:, :2]
        assert (np.abs(np.diff(x_of)) < 0.5).all()
    assert "h_prev is 0 at every step" in figures.description(figure)


def test_what_is_too_long_is_refused() -> None:
    module, x = _network(length=17)
    with pytest.raises(ArgumentError, match="at most 16 time steps, got 17"):
        figures.unrolled(rnnviz.record(module, x))
    module, x = _network(layers=3, two=True, length=16)
    with pytest.raises(ArgumentError, match="takes 48 steps one after the other, at most 39"):
        figures.unrolled(rnnviz.record(module, x))


def test_many_units_are_cut_and_said() -> None:
    figure = figures.unrolled(rnnviz.record(*_network(size=40)))
    assert "the first 20 of 40 units are drawn" in figures.description(figure)
    first = _columns(figure, 0, 0)[0]
    assert first is not None
    assert len(first) == 20


def test_a_number_that_is_none_is_counted() -> None:
    module, x = _network()
    x[3] = torch.nan
    figure = figures.unrolled(rnnviz.record(module, x))
    assert "not a number or infinite: 6" in figures.description(figure)
    holes = in_frame(figure, -1, "state missing")
    assert np.nansum(np.asarray(holes[0].z)) == 6


def test_the_decoder_starts_from_the_encoder() -> None:
    torch.manual_seed(1)
    first, second = nn.GRU(2, 3), nn.GRU(2, 3)
    x, fed = torch.randn(3, 1, 2), torch.randn(4, 1, 2)
    encoder = rnnviz.record(first, x, labels=[["a", "b", "c"]])
    h_n = first(x)[1]
    decoder = rnnviz.record(second, fed, h_n.detach(), labels=[["<sos>", "d", "e", "f"]])
    figure = figures.encoder_decoder(encoder, decoder, outputs=list("defg"), fed_back=[False, True, False, True])
    wanted = np.concatenate([first(x)[0][:, 0].detach(), second(fed, h_n)[0][:, 0].detach()])
    np.testing.assert_allclose(np.array(_columns(figure, -1, 0)[1:]), wanted, rtol=1e-6)
    assert _known(figure, 0) == list(range(8))
    assert _outputs(figure) == list("defg")
    assert "&lt;sos&gt;<br>0" in list(texts(figure))
    with pytest.raises(ArgumentError, match="must start from the encoder's last h"):
        figures.encoder_decoder(encoder, rnnviz.record(second, fed))
    with pytest.raises(ArgumentError, match="the same num_layers and hidden_size"):
        figures.encoder_decoder(encoder, rnnviz.record(nn.GRU(2, 4), fed))


def test_the_slider_has_a_step_for_each_frame() -> None:
    figure = figures.unrolled(rnnviz.record(*_network()), start=-1)
    (slider,) = figure.layout.sliders
    assert slider.active == 5
    assert [step.args[0] for step in slider.steps] == [(frame.name,) for frame in figure.frames]
    moving = set(figure.frames[0].traces)
    assert all(set(frame.traces) == moving for frame in figure.frames)
    for name, part in (("state", "z"), ("texts", "x"), ("done", "x"), ("now", "y"), ("new", "x")):
        (last,) = in_frame(figure, 5, name)
        (first,) = (each for each in figure.data if each.name == name)
        np.testing.assert_array_equal(np.asarray(first[part]), np.asarray(last[part]))


def test_enlarged_the_arrows_grow_in_every_frame() -> None:
    small = figures.unrolled(rnnviz.record(*_network()), start=2)
    large = figures.enlarged(small, 2.0)
    for number in (0, 3):
        for before, after in zip(
            in_frame(small, number, "done", "now"), in_frame(large, number, "done", "now"), strict=True
        ):
            assert list(after.marker.size) == [2 * size for size in before.marker.size]
            assert after.line.width == 2 * before.line.width

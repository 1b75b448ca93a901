"""What the lesson on Elman's and Jordan's networks says, against PyTorch's own modules, autograd and algebra."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.by_hand import Elman, Jordan
from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.elman_and_jordan import runs
from rnnviz.lessons.course.chapters.elman_and_jordan.numbers import numbers
from rnnviz.lessons.course.chapters.elman_and_jordan.quiz import questions


def test_elman_is_nn_rnn_with_a_linear_layer() -> None:
    elman, _ = runs.both(2, 3, 2)
    module, x = nn.RNN(2, 3, batch_first=True), runs.drawn(7, 2)
    with torch.no_grad():
        module.get_parameter("weight_ih_l0").copy_(elman.from_input.weight)
        module.get_parameter("weight_hh_l0").copy_(elman.from_hidden.weight)
        module.get_parameter("bias_ih_l0").copy_(elman.from_input.bias)
        module.get_parameter("bias_hh_l0").zero_()
        output = module(x)[0]
        torch.testing.assert_close(elman(x)[0], nn.functional.linear(output, elman.readout.weight, elman.readout.bias))
    np.testing.assert_allclose(runs.hidden(elman, x), output[0].numpy(), rtol=0, atol=1e-6)
    assert runs.beside_pytorch() < 1e-6


def test_jordan_is_nn_rnn_with_a_matrix_of_low_rank() -> None:
    # y = W_hy h + b_y goes into a as W_yh y, so that W_hh = W_yh W_hy, from the second step on.
    _, jordan = runs.both(1, runs.WIDE, 3)
    x = runs.drawn(6, 1)
    module = nn.RNN(1, runs.WIDE, batch_first=True)
    with torch.no_grad():
        module.get_parameter("weight_ih_l0").copy_(jordan.from_input.weight)
        module.get_parameter("weight_hh_l0").copy_(jordan.from_output.weight @ jordan.readout.weight)
        module.get_parameter("bias_ih_l0").copy_(jordan.from_input.bias)
        module.get_parameter("bias_hh_l0").copy_(jordan.from_output.weight @ jordan.readout.bias)
        h = torch.from_numpy(runs.hidden(jordan, x))
        np.testing.assert_allclose(module(x[:, 1:], h[None, :1])[0][0].numpy(), h[1:].numpy(), rtol=0, atol=1e-5)
    found = numbers({"outputs": 3, "gain": 1})
    assert (found["rank"], found["jordan_weights"], found["elman_weights"]) == (3, 16 * 3, 16 * 16)


def test_only_jordan_feeds_its_output_back() -> None:
    networks: tuple[Elman | Jordan, ...] = runs.both(2, 4, 2)
    for network, reached in zip(networks, (False, True), strict=True):
        y, _ = network(runs.drawn(3, 2))
        # The output weights reach the last output through what came before only in a Jordan network.
        direct = torch.autograd.grad(y[0, 0].sum(), network.readout.weight, retain_graph=True)[0]
        h = torch.from_numpy(runs.hidden(network, runs.drawn(3, 2)))
        torch.testing.assert_close(direct, h[:1].expand(2, -1))
        last = torch.autograd.grad(y[0, 2].sum(), network.readout.weight)[0]
        assert torch.allclose(last, h[2:].expand(2, -1)) != reached
    elman, jordan = runs.recorded()
    assert np.array_equal(elman.output[0, 0], jordan.output[0, 0])
    assert not np.array_equal(elman.output[0, 1], jordan.output[0, 1])


def test_elman_holds_more_of_the_past_and_more_outputs_help_jordan() -> None:
    elman, jordan = runs.recalled(1)
    assert elman[2] > jordan[2] + 0.3
    assert elman.sum() > jordan.sum()
    more = runs.recalled(8)
    np.testing.assert_allclose(more[0].sum(), elman.sum(), rtol=0.3)
    assert jordan.sum() < more[1].sum()


def test_which_is_steadier_depends_on_the_output_weights() -> None:
    elman, jordan = runs.disturbance(1)
    assert jordan[2] < elman[2]
    larger = runs.disturbance(10)
    np.testing.assert_allclose(larger[0], elman, rtol=1e-3, atol=1e-6)
    assert larger[1][2] > larger[0][2]


def test_what_jordan_feeds_back_is_not_bounded_by_tanh() -> None:
    for gain in (1.0, 5.0, 20.0):
        h, y = runs.fed_back(gain)
        assert h.max() < 1
        # What bounds y is the sum of the weights of a row.
        _, jordan = runs.both(runs.FEATURES, runs.WIDE, runs.OUTPUTS, gain=gain)
        bound = jordan.readout.weight.abs().sum(dim=1) + jordan.readout.bias.abs()
        assert y.max() <= float(bound.detach().max())
    assert runs.fed_back(20.0)[1].max() > 10
    assert lessons()["elman-and-jordan"].lesson.live["beyond"].settings == {"pitfall": "jordan-context-beyond-one"}  # type: ignore[union-attr]


@pytest.mark.parametrize("draw", range(6))
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    assert {key: asked.right for key, asked in found.items()} == {
        "readout": "jordan",
        "weights": "product",
        "largest": "sum",
        "rank": "outputs",
        "first": "one",
    }
    asked = found["weights"].numbers
    assert isinstance(asked["d"], int)
    assert isinstance(asked["m"], int)
    assert asked["product"] == asked["d"] * asked["m"]
    assert found["rank"].numbers["rank"] == found["rank"].numbers["outputs"]

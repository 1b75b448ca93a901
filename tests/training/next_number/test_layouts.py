"""Both layouts of the data: their shapes, their calls, the same losses; and what one step does to biases."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.training.next_number import NETWORKS, NextNumberPlan, first_moves, forms

PLAN = NextNumberPlan(length=60, hidden_size=3, batch=6, epochs=1, seed=2)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_same_losses_in_other_shapes_and_loops(name: str) -> None:
    batch, sample = forms(PLAN, PLAN.task(), name)
    assert (batch.layout, sample.layout) == ("batch", "sample")
    assert (batch.input, batch.calls) == ((6, 5, 1), 1)
    # Modules of PyTorch have an axis for layers and directions, those by hand have none.
    assert batch.state == ((1, 6, 3) if name.startswith("nn.") else (6, 3))
    assert (sample.input, sample.state, sample.calls) == ((1,), (3,), 30)
    np.testing.assert_allclose(batch.losses, sample.losses, rtol=1e-5)
    assert len(set(batch.losses)) == 3
    assert batch.seconds > 0


@pytest.mark.parametrize("optimizer", ["Adam", "SGD"])
def test_two_biases_move_twice_as_far_as_one(optimizer: str) -> None:
    plan = NextNumberPlan(length=60, hidden_size=3, clip=0.0, optimizer=optimizer)  # type: ignore[arg-type]
    task = plan.task()
    moves = first_moves(plan, task)
    assert moves["nn.LSTM"] == pytest.approx(2 * moves["by_hand.JoinedLSTM"], rel=1e-3)
    assert moves["by_hand.LSTM"] == pytest.approx(moves["nn.LSTM"], rel=1e-4)
    # What autograd says of a plain LSTM: a step of gradient descent.
    if optimizer == "SGD":
        network = task.network("nn.LSTM")
        input, goal = task.batch(0)
        output, _ = network.get_submodule("recurrent")(input)
        loss = nn.functional.mse_loss(network.get_submodule("readout")(output[:, -1]), goal)
        (gradient,) = torch.autograd.grad(loss, network.get_parameter("recurrent.bias_ih_l0"))
        expected = 2 * plan.rate * float(gradient.abs().mean())
        assert moves["nn.LSTM"] == pytest.approx(expected, rel=1e-3)

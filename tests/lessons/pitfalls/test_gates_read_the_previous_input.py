"""With ``x[t - 1]`` the network is nn.LSTM on the sequence one step late, without its last input."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run
from rnnviz.lessons.pitfalls.pitfall import Side

PITFALL = pitfalls()["gates-read-the-previous-input"]


@pytest.mark.parametrize("seed", range(5))
def test_they_are_nn_lstm_one_step_late_and_in_time(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    x = right["x"].detach()
    late = torch.cat([torch.zeros(1, 3), x[:-1]])
    torch.testing.assert_close(torch.stack(wrong["outputs"]), _lstm(wrong)(late)[0])
    torch.testing.assert_close(torch.stack(right["outputs"]), _lstm(right)(x)[0])


@pytest.mark.parametrize("seed", range(5))
def test_the_last_input_reaches_no_output(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    assert torch.equal(wrong["x"].grad[-1], torch.zeros(3))
    assert (wrong["x"].grad[:-1].norm(dim=1) > 1e-2).all()
    assert (right["x"].grad.norm(dim=1) > 1e-2).all()
    other = right["x"].detach().clone()
    other[-1] += 5
    moved = _lstm(right)(other)[0] - torch.stack(right["outputs"])
    assert moved[:-1].abs().max() < 1e-6
    assert moved[-1].abs().max() > 1e-2


def _lstm(side: Side) -> nn.LSTM:
    lstm = nn.LSTM(3, 4)
    gates = side["gates"]
    weights = {"weight_ih_l0": gates.weight[:, :3], "weight_hh_l0": gates.weight[:, 3:]}
    lstm.load_state_dict({**weights, "bias_ih_l0": gates.bias, "bias_hh_l0": torch.zeros(16)})
    return lstm

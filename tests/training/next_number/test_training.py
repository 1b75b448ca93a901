"""The training: repeatable, and the same by hand as in PyTorch."""

import io
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.training.next_number import NextNumberPlan, NextNumberTask
from rnnviz.training.training import Training

PAIRS = ("by_hand.LSTM", "nn.LSTM", "by_hand.GRU", "nn.GRU")


def settings_of(**settings: Any) -> NextNumberPlan:
    return NextNumberPlan(**{"length": 200, "hidden_size": 8, "epochs": 4, **settings})


def started(**settings: Any) -> Training:
    plan = settings_of(**settings)
    return Training(plan, plan.task())


def losses(run: Training, steps: int) -> dict[str, np.ndarray]:
    made = [run.advance() for _ in range(steps)]
    return {name: np.array([one[name] for one in made]) for name in run.networks}


def weights(run: Training) -> dict[str, torch.Tensor]:
    return {
        f"{name} {key}": value.clone()
        for name, network in run.networks.items()
        for key, value in network.state_dict().items()
    }


def assert_same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> None:
    assert one.keys() == other.keys()
    assert [name for name in one if not torch.equal(one[name], other[name])] == []


@pytest.mark.parametrize("optimizer", ["Adam", "SGD", "RMSprop"])
def test_by_hand_and_fused_have_the_same_losses_over_20_steps(optimizer: str) -> None:
    run = started(same_start=True, networks=PAIRS, optimizer=optimizer, hidden_size=16)
    found = losses(run, 20)
    for kind in ("LSTM", "GRU"):
        assert np.abs(found[f"by_hand.{kind}"] - found[f"nn.{kind}"]).max() < 1e-4
    # They do learn, and the two cell types are two.
    assert found["nn.LSTM"][-1] != found["nn.LSTM"][0]
    assert np.abs(found["nn.LSTM"] - found["nn.GRU"]).max() > 1e-2


def test_with_starts_of_their_own_they_part() -> None:
    run = started(networks=PAIRS)
    found = losses(run, 3)
    assert np.abs(found["by_hand.LSTM"] - found["nn.LSTM"]).max() > 1e-3
    assert np.abs(found["by_hand.GRU"] - found["nn.GRU"]).max() > 1e-3


def test_one_bias_begins_equal_and_parts() -> None:
    run = started(same_start=True, networks=("by_hand.JoinedLSTM", "nn.LSTM"))
    found = losses(run, 20)
    apart = np.abs(found["by_hand.JoinedLSTM"] - found["nn.LSTM"])
    assert apart[0] < 1e-6
    assert apart[1:].max() > 1e-3


def test_one_bias_moves_half_as_far() -> None:
    """The gradient of a sum of two is that of each: plain gradient descent moves both, and their sum twice as far."""
    run = started(same_start=True, networks=("by_hand.JoinedLSTM", "nn.LSTM"), optimizer="SGD", clip=0.0, rate=0.1)

    def biases() -> tuple[torch.Tensor, torch.Tensor]:
        ours, other = run.networks.values()
        gates = ("input_gate", "forget_gate", "candidate", "output_gate")
        one = torch.cat([ours.get_parameter(f"recurrent.{gate}.bias").detach() for gate in gates])
        two = [other.get_parameter(f"recurrent.bias_{part}_l0").detach() for part in ("ih", "hh")]
        return one, two[0] + two[1]

    ours, other = biases()
    torch.testing.assert_close(ours, other)
    run.advance()
    ours, other = (after - before for before, after in zip((ours, other), biases(), strict=True))
    torch.testing.assert_close(2 * ours, other, atol=1e-7, rtol=1e-4)
    assert float(ours.abs().max()) > 1e-4


def test_two_trainings_of_one_plan_are_equal_bit_for_bit() -> None:
    one, other = started(), started()
    first, second = losses(one, 12), losses(other, 12)
    assert {name: values.tolist() for name, values in first.items()} == {
        name: values.tolist() for name, values in second.items()
    }
    assert_same(weights(one), weights(other))
    assert losses(started(seed=1), 1)["nn.GRU"][0] != first["nn.GRU"][0]


def test_a_training_goes_on_as_if_it_had_not_been_stopped() -> None:
    whole, half = started(), started()
    losses(whole, 12)
    losses(half, 7)
    file = io.BytesIO()
    torch.save(half.state(), file)
    file.seek(0)
    again = started()
    again.restore(torch.load(file, weights_only=False))
    losses(again, 5)
    assert_same(weights(whole), weights(again))


def test_both_layouts_have_the_same_losses() -> None:
    settings: dict[str, Any] = {"length": 60, "batch": 8, "hidden_size": 4}
    batch, sample = started(**settings), started(**settings, layout="sample")
    first, second = losses(batch, 6), losses(sample, 6)
    for name in batch.networks:
        np.testing.assert_allclose(first[name], second[name], atol=1e-5)
        assert batch.measure(name).numbers["error"] == pytest.approx(sample.measure(name).numbers["error"], rel=1e-3)


def test_all_windows_are_seen_once_in_an_epoch_in_a_new_order() -> None:
    task = NextNumberPlan(series="arithmetic", length=100, batch=32).task()
    assert (task.steps_per_epoch, task.steps) == (3, 60)
    epochs = [torch.cat([task.batch(step).goal for step in range(3 * epoch, 3 * epoch + 3)])[:, 0] for epoch in (0, 1)]
    for epoch in epochs:
        assert torch.equal(epoch.sort().values, task.data.training.goal[:, 0])
    assert not torch.equal(*epochs)
    assert torch.equal(task.batch(4).input, task.batch(4).input)


def test_parameters_are_pytorchs() -> None:
    task = NextNumberPlan(hidden_size=5).task()
    counted = {name: sum(each.numel() for each in task.network(name).recurrent.parameters()) for name in task.names}
    lstm, gru = (sum(each.numel() for each in kind(1, 5).parameters()) for kind in (nn.LSTM, nn.GRU))
    assert counted["by_hand.LSTM"] == counted["nn.LSTM"] == lstm
    assert counted["by_hand.GRU"] == counted["nn.GRU"] == gru
    # One bias less for each of four gates.
    assert counted["by_hand.JoinedLSTM"] == lstm - 4 * 5


@pytest.mark.parametrize("layout", ["batch", "sample"])
def test_the_probe_is_recorded(layout: str) -> None:
    task = NextNumberPlan(length=100, hidden_size=3, layout=layout).task()  # type: ignore[arg-type]
    assert isinstance(task, NextNumberTask)
    for name in task.names:
        (rec,) = task.record(name, task.network(name)).values()
        batch = 1 if layout == "sample" else 4
        assert rec.h.shape == (1, 1, 5, batch, 3)
        np.testing.assert_array_equal(rec.input[:, 0, 0], task.data.held_out.input[0, :, 0])
        assert rec.labels is not None
        # A noisy sine in its own units, as the series has it.
        assert rec.labels[0] == tuple(f"{value:.4g}" for value in task.data.series[80:85])


def test_measured_errors_are_those_of_the_predictions() -> None:
    run, data = started(epochs=1), settings_of().task().data
    for name in run.networks:
        found = run.measure(name)
        own = np.mean((np.array(found.values["predictions"]) - data.truth) ** 2)
        assert found.numbers["own_error"] == pytest.approx(own, rel=1e-4)
        assert found.numbers["error"] == pytest.approx(own / data.series[: data.split].var(), rel=1e-4)


def test_gated_networks_come_as_far_as_least_squares_on_the_noisy_sine() -> None:
    """The page's own first settings take longer, and come farther: benchmarks/next_number.py."""
    plan = NextNumberPlan(networks=("nn.LSTM", "nn.GRU"), rate=0.01, batch=64, epochs=12, seed=3)
    task = plan.task()
    run = Training(plan, task)
    while not run.over:
        run.advance()
    level = task.baselines["least-squares"].numbers["error"]
    for name in plan.networks:
        assert run.measure(name).numbers["error"] <= 1.05 * level

"""One distance, and many in one run: the networks, the batches, the probe, the settings."""

import itertools

import numpy as np
import pytest
import torch

from rnnviz.errors import SettingError
from rnnviz.training import Training
from rnnviz.training.memory_tasks import NETWORKS, WHAT, MemoryPlan, MemorySweepPlan
from rnnviz.training.memory_tasks.networks import OPEN_LSTM, MemoryNetwork
from rnnviz.training.memory_tasks.plan import What
from rnnviz.training.task import Measured

SMALL = MemoryPlan(distance=3, hidden_size=5, steps=3, batch=4)


def test_the_networks_differ_in_their_recurrent_layer_alone() -> None:
    task = SMALL.task()
    networks = {name: task.network(name) for name in task.names}
    assert [*networks] == [*NETWORKS] == ["RNN", "LSTM", "LSTM, forget bias 1", "GRU"]
    lstm, opened = networks["LSTM"].state_dict(), networks[OPEN_LSTM].state_dict()
    assert lstm.keys() == opened.keys()
    changed = {name for name in lstm if not torch.equal(lstm[name], opened[name])}
    assert changed == {"recurrent.bias_ih_l0", "recurrent.bias_hh_l0"}
    forget = sum(opened[f"recurrent.bias_{side}_l0"][5:10] for side in ("ih", "hh"))
    assert torch.equal(torch.as_tensor(forget), torch.ones(5))


@pytest.mark.parametrize("what", WHAT)
def test_a_network_reads_out_at_its_last_steps(what: What) -> None:
    task = MemoryPlan(what=what, distance=3, copied=2, hidden_size=5).task()
    network = task.network("GRU")
    assert isinstance(network, MemoryNetwork)
    input, target = task.batch(0)
    output, _ = network.recurrent(input)
    scores = network(input)
    expected = output[-len(target) :] @ network.readout.weight.T + network.readout.bias
    torch.testing.assert_close(scores, expected)
    assert scores.shape[:2] == target.shape


def test_batches_follow_from_step_and_seed_and_are_not_those_that_it_is_measured_on() -> None:
    task, again, other = SMALL.task(), SMALL.task(), MemoryPlan(distance=3, seed=1, batch=4).task()
    rows = [each.batch(step)[0] for each in (task, again, other) for step in (0, 1)]
    assert torch.equal(rows[0], rows[2])
    assert torch.equal(rows[1], rows[3])
    assert not any(torch.equal(a, b) for a, b in itertools.combinations([rows[0], rows[1], *rows[4:]], 2))
    assert not torch.equal(task.held_out[0][:, :4], rows[0])
    assert torch.equal(task.held_out[0], again.held_out[0])


@pytest.mark.parametrize("what", WHAT)
def test_the_probe_is_some_cases_with_their_labels(what: What) -> None:
    task = MemoryPlan(what=what, distance=3, hidden_size=5).task()
    network = task.network("LSTM").eval()
    (rec,) = task.record("LSTM", network).values()
    input = task.held_out[0][:, :4]
    np.testing.assert_array_equal(rec.input, input)
    assert rec.labels == tuple(map(tuple, task.kind.labels(input)))
    with torch.inference_mode():
        found = task.measure("LSTM", network)
        scores = network(task.held_out[0])
    assert found.numbers[task.kind.measure] == task.kind.score(scores, task.held_out[1])
    right = ["".join(task.kind.answer(one) for one in row) for row in task.held_out[1][:, :4].T.tolist()]
    assert [text[text.index("(") + 1 : -1] for text in found.texts.values()] == right
    shown = [("" if what != "adding" else " ").join(labels) for labels in task.kind.labels(input)]
    assert [text.partition(" ")[2] for text in found.texts] == shown


def test_the_nearest_symbol_is_learned() -> None:
    plan = MemoryPlan(distance=1, steps=80, networks=("GRU",), rate=0.03)
    training = Training(plan, plan.task())
    assert training.measure("GRU").numbers["accuracy"] < 0.45
    while not training.over:
        training.advance()
    assert training.measure("GRU").numbers["accuracy"] > 0.95


def test_each_training_of_a_sweep_is_what_it_would_be_alone() -> None:
    plan = MemorySweepPlan(
        distances=(1, 4), seeds=2, networks=("RNN", OPEN_LSTM), hidden_size=5, steps=4, batch=3, seed=7
    )
    sweep = Training(plan, plan.task())
    assert len(sweep.networks) == 8
    while not sweep.over:
        losses = sweep.advance()
    for distance, seed in itertools.product((1, 4), (7, 8)):
        own = MemoryPlan(
            distance=distance, seed=seed, networks=("RNN", OPEN_LSTM), hidden_size=5, steps=4, batch=3, clip=plan.clip
        )
        alone = Training(own, own.task())
        while not alone.over:
            single = alone.advance()
        for name in own.networks:
            assert single[name] == losses[f"{name} · {distance} · {seed}"]
            assert alone.measure(name) == sweep.measure(f"{name} · {distance} · {seed}")


def test_a_sweep_fills_its_curves_while_it_goes() -> None:
    plan = MemorySweepPlan(what="adding", distances=(2, 5), seeds=2, networks=("GRU",))
    task = plan.task()
    found = task.curves({"GRU · 5 · 1": Measured(numbers={"error": 0.125})})
    rows = found.scores[1.0]["GRU"]
    assert rows[1, 1] == 0.125
    assert np.isnan(rows).sum() == 3
    assert (found.distances, found.seeds, found.networks) == ((2, 5), (0, 1), ("GRU",))
    assert found.learned(1.0, "GRU")[1, 1] == pytest.approx(1 - 0.125 * 6)
    np.testing.assert_array_equal(found.medians(1.0, "GRU"), [np.nan, found.learned(1.0, "GRU")[1, 1]])


@pytest.mark.parametrize("plan", [SMALL, MemorySweepPlan(distances=(0, 20), seeds=5, networks=("LSTM", OPEN_LSTM))])
def test_a_plan_is_written_into_an_address_and_read_again(plan: MemoryPlan | MemorySweepPlan) -> None:
    assert type(plan).read(plan.write()) == plan
    assert type(plan)().write() == ""


@pytest.mark.parametrize(("text", "got"), [("5;10", "5;10"), ("201", "201"), ("1,2,3,4,5,6,7,8,9",) * 2, ("", '""')])
def test_distances_that_are_none(text: str, got: str) -> None:
    with pytest.raises(SettingError) as error:
        MemorySweepPlan.RULES["distances"].read("distances", text)
    assert str(error.value) == (
        f"distances must be 1 to 8 different whole numbers from 0 to 200, growing, with commas between them, got {got}."
    )


def test_networks_and_sizes_that_do_not_go_together() -> None:
    with pytest.raises(SettingError) as error:
        MemoryPlan(networks=()).check()
    assert str(error.value) == (
        "networks must be one or more of RNN | LSTM | LSTM, forget bias 1 | GRU, got none. Choose at least one."
    )
    with pytest.raises(SettingError) as error:
        MemorySweepPlan(distances=(1, 2, 3, 4), seeds=7).task()
    assert str(error.value) == (
        "networks, distances and seeds must make at most 100 trainings together, got 4 × 4 × 7 = 112. Choose fewer of "
        "them."
    )
    with pytest.raises(SettingError) as error:
        MemorySweepPlan.read("networks=RNN,LSTM forget bias 2")
    assert str(error.value) == (
        "networks must be some of RNN, LSTM, LSTM forget bias 1, GRU, with commas between them, got RNN,LSTM forget "
        "bias 2."
    )

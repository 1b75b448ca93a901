"""The task is what it says, the measurement holds what its settings promise, and a small part of it comes out again."""

import json

import numpy as np
import pytest
import torch

from rnnviz.assets import asset
from rnnviz.training.models import memory_task
from scripts.assets import memory_task as script


@pytest.mark.parametrize("distance", [0, 1, 7])
def test_a_case_is_a_symbol_distractors_and_a_question(distance: int) -> None:
    input, symbols = memory_task.cases(torch.Generator().manual_seed(5), 200, distance)
    assert input.shape == (distance + 2, 200, 9)
    assert bool((input.sum(dim=-1) == 1).all())
    kinds = input.argmax(dim=-1)
    assert torch.equal(kinds[0], symbols)
    assert set(symbols.tolist()) == {0, 1, 2, 3}
    assert set(kinds[1:-1].flatten().tolist()) == ({4, 5, 6, 7} if distance else set())
    assert set(kinds[-1].tolist()) == {8}


def test_the_networks_differ_in_their_recurrent_layer_alone() -> None:
    lstm, opened = memory_task.made("LSTM"), memory_task.made("LSTM, forget bias 1")
    size = memory_task.HIDDEN_SIZE
    assert [*memory_task.NETWORKS] == ["RNN", "LSTM", "LSTM, forget bias 1", "GRU"]
    forget = sum(opened.recurrent.get_parameter(f"bias_{side}_l0")[size : 2 * size] for side in ("ih", "hh"))
    assert torch.equal(torch.as_tensor(forget), torch.ones(size))
    assert {name: value.shape for name, value in lstm.named_parameters()} == {
        name: value.shape for name, value in opened.named_parameters()
    }


def test_what_is_read_is_what_was_written() -> None:
    written = json.loads(asset("measured/memory_task.json").read_text(encoding="utf-8"))
    found = memory_task.measured()
    assert found.accuracy.keys() == memory_task.NETWORKS.keys()
    assert found.distances == script.DISTANCES
    assert len(written["seeds"]) >= 5
    for name, rows in found.accuracy.items():
        assert rows.tolist() == written["accuracy"][name]
        assert rows.shape == (len(found.distances), len(written["seeds"]))
        assert not rows.flags.writeable
        assert bool(((rows >= 0) & (rows <= 1)).all())
    assert found.settings["steps"] == script.STEPS
    assert found.chance == 0.25


def test_everything_recalls_the_nearest_symbol() -> None:
    """Two steps back all of them learn it; a network that was not trained guesses."""
    found = memory_task.measured()
    assert all(bool((rows[0] == 1).all()) for rows in found.accuracy.values())
    untrained = script.accuracy(memory_task.made("GRU"), distance=2, seed=0)
    assert abs(untrained - found.chance) < 0.15


def test_nothing_learned_the_farthest_distance_as_well_as_the_nearest() -> None:
    """Averaged over seeds; where nothing is learned, the accuracy wavers about guessing."""
    for rows in memory_task.measured().accuracy.values():
        means = rows.mean(axis=1)
        assert bool((means > memory_task.measured().chance - 0.05).all())
        assert means[0] - means[-1] > 0.3


def test_a_cell_of_the_table_comes_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheapest one: the RNN recalls from two steps back after a third of the steps already."""
    monkeypatch.setattr(script, "STEPS", script.STEPS // 3)
    network = script.trained("RNN", distance=2, seed=0)
    assert np.isclose(script.accuracy(network, distance=2, seed=0), memory_task.measured().accuracy["RNN"][0, 0])

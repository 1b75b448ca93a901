"""The measurement holds what its settings promise, and a small part of it comes out again."""

import json

import numpy as np
import pytest

from rnnviz.assets import asset
from rnnviz.training.memory_tasks.networks import NETWORKS
from rnnviz.training.models import memory_task
from scripts.assets import memory_task as script


def test_what_is_read_is_what_was_written() -> None:
    written = json.loads(asset("measured/memory_task.json").read_text(encoding="utf-8"))
    found = memory_task.measured()
    assert found.accuracy.keys() == NETWORKS.keys()
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
    untrained = script.accuracy(script.fresh("GRU"), distance=2, seed=0)
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

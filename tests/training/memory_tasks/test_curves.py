"""The measurement that lies in the assets: whole, within its bounds, and a small part of it comes out again."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import memory_curves as script
from rnnviz.training import Training
from rnnviz.training.memory_tasks import MEASURED, NETWORKS, measured_curves
from rnnviz.training.memory_tasks.plan import What


@pytest.mark.parametrize("what", MEASURED)
def test_every_seed_of_every_network_is_kept(what: What) -> None:
    found = measured_curves(what)
    assert found.distances == script.DISTANCES[what]
    assert found.seeds == script.SEEDS
    assert len(found.seeds) >= 5
    assert found.steps == script.STEPS[what]
    assert [*found.scores] == [*script.CLIPS]
    for clip in found.scores:
        assert [*found.scores[clip]] == [*NETWORKS]
        for rows in found.scores[clip].values():
            assert rows.shape == (len(found.distances), len(found.seeds))
            assert not rows.flags.writeable
            assert bool(((rows >= 0) & (rows <= 1)).all())
            # To be worse than not having looked takes bad luck.
            assert found.kind.learned(rows).min() > -0.35
    assert found.settings["torch"]


def test_what_was_measured_are_all_tasks_of_the_script() -> None:
    assert {*MEASURED} == {*script.DISTANCES}


def test_a_dot_comes_out_again() -> None:
    """The cheapest one: two bits."""
    plan = replace(script.plan("parity", 0, seed=1, clip=1.0), networks=("RNN",))
    training = Training(plan, plan.task())
    while not training.over:
        training.advance()
    score = training.measure("RNN").numbers["accuracy"]
    assert np.isclose(score, measured_curves("parity").scores[1.0]["RNN"][0, 1], atol=0.01)

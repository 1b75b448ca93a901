"""Runs in processes of their own: what they are asked, and what befalls them."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz.analysis import break_at
from rnnviz.errors import FileError
from rnnviz.training import Training
from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.runs import Look, Runs
from rnnviz.training.runs.runs import _bytes

SHORT = NextNumberPlan(networks=("nn.GRU",), length=200, hidden_size=4, epochs=3, moments=4)
LONG = replace(SHORT, epochs=1000)
PATIENCE = 180.0
"""Seconds until something must have happened, on a machine that is busy."""


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    found = Runs(processes=2)
    yield found
    found.close()


def until(runs: Runs, name: str, right: Callable[[Look], bool]) -> Look:
    """The run when it has come so far."""
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late:
        look = runs.look(name)
        if right(look):
            return look
        time.sleep(0.02)
    raise AssertionError(f"{runs.look(name).state} {runs.look(name).progress}")


def ended(look: Look) -> bool:
    return not look.going


def learning(look: Look) -> bool:
    return look.state == "running" and look.progress is not None and look.progress.step > 0


@pytest.fixture
def going(runs: Runs) -> Iterator[str]:
    """A run that is learning, and is stopped at the end."""
    name = runs.start(LONG)
    until(runs, name, learning)
    yield name
    runs.stop(name)
    until(runs, name, ended)


def in_this_process(plan: NextNumberPlan) -> np.ndarray:
    training, losses = Training(plan, plan.task()), []
    while not training.over:
        losses.append(list(training.advance().values()))
    return np.array(losses, dtype=np.float32)


def test_a_run_makes_the_steps_that_the_loop_makes_here(runs: Runs) -> None:
    look = until(runs, runs.start(SHORT), ended)
    assert look.state == "done"
    np.testing.assert_array_equal(look.losses, in_this_process(SHORT))
    assert look.progress is not None
    assert look.progress.step == look.progress.steps == len(look.losses)
    assert look.history("nn.GRU").steps[0] == 0
    assert look.history("nn.GRU").steps[-1] == look.progress.steps
    assert len(look.history("nn.GRU").steps) <= SHORT.moments
    assert [mark.step for mark in look.marks] == list(look.history("nn.GRU").steps)


def test_a_run_that_was_paused_goes_on_as_if_it_had_not_been(runs: Runs) -> None:
    plan = replace(SHORT, epochs=60)
    name = runs.start(plan)
    until(runs, name, learning)
    runs.pause(name)
    paused = until(runs, name, ended)
    assert paused.state == "paused"
    assert paused.resumable
    assert 0 < len(paused.losses) < plan.task().steps
    runs.resume(name)
    look = until(runs, name, ended)
    assert look.state == "done"
    np.testing.assert_array_equal(look.losses, in_this_process(plan))
    steps = look.history("nn.GRU").steps
    assert list(steps) == sorted(set(steps))


def test_what_was_asked_before_does_not_end_a_run_that_goes_on(
    runs: Runs, going: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.training.runs.runs.PATIENCE", 0.0)
    runs.pause(going)
    until(runs, going, ended)
    runs.resume(going)
    until(runs, going, learning)
    runs.seen(going)
    assert runs.look(going).state == "running"


def test_a_run_that_does_not_listen_is_ended(runs: Runs, going: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = runs.look(going).progress
    assert told is not None
    # It hears nothing while it stands still.
    os.kill(told.process, signal.SIGSTOP)
    runs.stop(going)
    runs.seen(going)
    assert runs.look(going).state == "running"
    monkeypatch.setattr("rnnviz.training.runs.runs.PATIENCE", 0.0)
    runs.seen(going)
    assert runs.look(going).state == "stopped"
    until(runs, runs.start(SHORT), ended)


def test_a_run_is_stopped_and_keeps_what_it_has(runs: Runs, going: str) -> None:
    runs.stop(going)
    look = until(runs, going, ended)
    assert look.state == "stopped"
    assert len(look.losses)
    assert look.history("nn.GRU").recording(0).cell_type == "GRU"


def test_a_run_that_nobody_looks_at_stops_by_itself(runs: Runs, going: str) -> None:
    folder = runs.look(going)._folder.folder
    a_minute_ago = time.time() - 61
    os.utime(folder / "seen", (a_minute_ago, a_minute_ago))
    assert until(runs, going, ended).state == "left"


def test_a_run_that_somebody_looks_at_goes_on(runs: Runs, going: str) -> None:
    folder = runs.look(going)._folder.folder
    almost = time.time() - 30
    os.utime(folder / "seen", (almost, almost))
    step = len(runs.look(going).losses)
    assert until(runs, going, lambda look: len(look.losses) > step).state == "running"


def test_two_train_at_once_and_others_wait_in_their_order(runs: Runs, going: str) -> None:
    second, third, fourth = (runs.start(replace(LONG, seed=seed)) for seed in (1, 2, 3))
    until(runs, second, learning)
    assert runs.look(going).state == "running"
    assert [(runs.look(name).state, runs.look(name).position) for name in (third, fourth)] == [
        ("waiting", 1),
        ("waiting", 2),
    ]
    runs.pause(third)
    assert runs.look(third).state == "paused"
    assert runs.look(fourth).position == 1
    runs.stop(second)
    until(runs, second, ended)
    until(runs, fourth, learning)
    runs.stop(fourth)
    until(runs, fourth, ended)


def test_a_killed_process_costs_its_own_run_only_which_goes_on_from_its_checkpoint(runs: Runs, going: str) -> None:
    plan = replace(SHORT, epochs=60)
    name = runs.start(plan)
    told = until(runs, name, learning).progress
    assert told is not None
    runs.pause(name)
    until(runs, name, ended)
    runs.resume(name)
    step = told.step
    told = until(runs, name, lambda look: learning(look) and len(look.losses) > step).progress
    assert told is not None
    os.kill(told.process, signal.SIGKILL)
    killed = until(runs, name, ended)
    assert killed.state == "killed"
    assert killed.resumable
    assert runs.look(going).state == "running"
    runs.resume(name)
    look = until(runs, name, ended)
    assert look.state == "done"
    np.testing.assert_array_equal(look.losses, in_this_process(plan))


def test_a_diverging_network_stops_and_its_batch_is_kept_while_others_go_on(runs: Runs) -> None:
    plan = replace(SHORT, networks=("nn.LSTM", "nn.RNN"), optimizer="SGD", rate=1000.0, clip=0.0, epochs=20)
    look = until(runs, runs.start(plan), ended)
    told = look.progress
    assert told is not None
    assert set(told.diverged) == {"nn.LSTM", "nn.RNN"}
    assert look.state == "diverged"
    for place, (name, step) in enumerate(told.diverged.items()):
        assert np.isfinite(look.losses[:step, place]).all()
        assert not np.isfinite(look.losses[step, place])
        last = look.history(name).moments[-1]
        assert last.diverged
        assert last.step == step + 1


def test_the_recording_of_a_run_whose_weights_are_no_numbers_has_a_first_one(runs: Runs) -> None:
    plan = replace(SHORT, networks=("nn.RNN",), optimizer="SGD", rate=1000.0, clip=0.0, epochs=20)
    look = until(runs, runs.start(plan), ended)
    rec = look.history("nn.RNN").recording()
    assert np.isfinite(rec.input).all()
    if not np.isfinite(rec.h).all():
        hit = break_at(rec, "not-finite").first
        assert hit is not None
        assert not np.isfinite(rec.h[hit.layer, 0, hit.t, hit.batch]).all()


def test_a_run_whose_data_is_gone_says_so(runs: Runs) -> None:
    plan = replace(SHORT, series="own", file="0123456789abcdef")
    look = until(runs, runs.start(plan), ended)
    assert look.state == "failed"
    assert str(look.error) == (
        "This link needs data out of a file, 0123456789abcdef, that is not here. Give the file once more."
    )


def test_runs_of_one_plan_are_found_by_it(runs: Runs) -> None:
    plan = replace(SHORT, seed=11)
    with pytest.raises(FileError) as caught:
        runs.look_for(plan.key)
    assert str(caught.value) == (
        f"This link shows a training, {plan.key}, that was not made here. Train once more: the same settings give the "
        "same training."
    )
    assert runs.done(plan.key) is None
    name = runs.start(plan)
    until(runs, name, ended)
    assert runs.done(plan.key) == name
    assert runs.look_for(plan.key).key == plan.key


def test_a_run_of_another_server_is_not_here(runs: Runs) -> None:
    with pytest.raises(FileError) as caught:
        runs.look("elsewhere")
    assert str(caught.value) == (
        "This training is not here any more. Start it again: the same settings give the same result."
    )


def test_a_run_may_be_taken_up_while_it_is_looked_at(runs: Runs, going: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}

    def at_first_waiting(self: Runs, run: object) -> str:
        said[id(run)] = "running" if id(run) in said else "waiting"
        return said[id(run)]

    monkeypatch.setattr(Runs, "_state", at_first_waiting)
    look = runs.look(going)
    monkeypatch.undo()
    assert look.state == "waiting"
    assert look.position > 0


def test_a_file_that_is_replaced_while_it_is_counted_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "losses").write_bytes(b"four")
    (tmp_path / "progress.part").write_bytes(b"gone soon")
    stat = Path.stat

    def gone(self: Path, **options: bool) -> os.stat_result:
        if self.name == "progress.part" and sys._getframe(1).f_code.co_name != "is_file":
            raise FileNotFoundError
        return stat(self, **options)

    monkeypatch.setattr(Path, "stat", gone)
    assert _bytes(tmp_path) == 4

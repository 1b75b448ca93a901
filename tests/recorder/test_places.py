"""Tracks, steps, gates and labels: found by the words and numbers that people use."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import PlaceError
from tests.strategies import Plan


def _rec(mode: str = "LSTM") -> rnnviz.Recording:
    network = Plan(mode, bidirectional=True, batch=2, seq_len=4).build()
    labels = [["a", "b", "c", "d"], ["e", "f", "g", "h"]]
    return rnnviz.record(network.module, network.input, network.hx, labels=labels)


def test_steps_know_their_position_and_label_in_both_directions() -> None:
    rec = _rec()
    for direction, order in (("forward", [0, 1, 2, 3]), ("reverse", [3, 2, 1, 0])):
        track = rec.track(direction=direction, batch=1)
        assert [step.t for step in track] == [0, 1, 2, 3]
        assert [step.label for step in track] == ["e", "f", "g", "h"]
        assert list(track.order) == order
        assert len(track) == 4
        assert {step.reverse for step in track} == {direction == "reverse"}
        assert track[-1].t == 3
        assert not hasattr(track[0], "nothing")


def test_the_previous_state_in_reverse_is_the_one_at_the_next_position() -> None:
    rec = _rec()
    track = rec.track(direction="reverse")
    for t in range(3):
        for state in "hc":
            np.testing.assert_array_equal(track[t][f"{state}_prev"], track[t + 1][state])
    np.testing.assert_array_equal(track[3]["h_prev"], rec.h_0[1, 0])
    assert rec.c_0 is not None
    np.testing.assert_array_equal(track[3]["c_prev"], rec.c_0[1, 0])
    np.testing.assert_array_equal(track[0]["h"], rec.h_n[1, 0])


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_RELU"])
@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_a_part_of_a_track_is_what_its_steps_hold(mode: str, direction: str) -> None:
    network = Plan(mode, bidirectional=True, num_layers=2, seq_len=5).build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    for layer in (0, 1):
        track = rec.track(layer, direction, 1)
        steps = [*track]
        for name in rec.cell.variables:
            for start in range(5):
                for stop in range(start + 1, 6):
                    part = track.part(name, start, stop)
                    np.testing.assert_array_equal(part, [step[name] for step in steps[start:stop]])
    with pytest.raises(PlaceError):
        track.part("q", 0, 1)


def test_a_gate_is_found_by_word_and_by_letter() -> None:
    rec = _rec()
    for index, words in enumerate((("i", "input"), ("f", "forget"), ("g", "cell", "candidate"), ("o", "output"))):
        for word in words:
            np.testing.assert_array_equal(rec.gate(word), rec.gates[index])
    gru = _rec("GRU")
    for index, words in enumerate((("r", "reset"), ("z", "update"), ("n", "new", "candidate"))):
        for word in words:
            np.testing.assert_array_equal(gru.gate(word), gru.gates[index])


def test_gates_are_between_zero_and_one_and_candidates_signed() -> None:
    rec = _rec()
    for word in ("input", "forget", "output"):
        assert rec.gate(word).min() > 0
        assert rec.gate(word).max() < 1
    assert rec.gate("cell").min() < 0


@pytest.mark.parametrize("place", [{"layer": 1}, {"layer": -1}, {"batch": 2}, {"direction": "backward"}])
def test_a_place_that_is_not_there_is_an_error(place: dict[str, int | str]) -> None:
    with pytest.raises(PlaceError):
        _rec().track(**place)  # type: ignore[arg-type]


@pytest.mark.parametrize("t", [4, -5, 100])
def test_a_step_that_is_not_there_is_an_error(t: int) -> None:
    with pytest.raises(PlaceError):
        _rec().track()[t]


def test_labels_are_kept_as_text() -> None:
    rec = rnnviz.record(nn.GRU(1, 1), torch.zeros(2, 1, 1), labels=[("中", "<b>")])
    assert rec.labels == (("中", "<b>"),)
    assert rnnviz.record(nn.GRU(1, 1), torch.zeros(2, 1, 1)).track()[0].label is None


def test_a_step_knows_which_variables_it_holds() -> None:
    step = rnnviz.record(torch.nn.GRU(3, 4), torch.ones(2, 1, 3)).track()[-1]
    assert ("z" in step, "c" in step, 0 in step, step.t) == (True, False, False, 1)

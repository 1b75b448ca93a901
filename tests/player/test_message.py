"""The player's message, taken apart by an independent reader and compared with the recording."""

import json
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from torch import nn

import rnnviz
from rnnviz.player import message
from tests.player.read_message import Message, read_message
from tests.projection import Projected, recorded
from tests.strategies import MODES, Plan, plans


def _record(plan: Plan) -> rnnviz.Recording:
    network = plan.build()
    return rnnviz.record(network.module, network.input, network.hx)


def check_numbers(rec: rnnviz.Recording, read: Message) -> None:
    """Every number sent is the recording's, rounded to float32, at its own place."""
    for track in read.recording["tracks"]:
        own = rec.track(track["layer"], track["direction"], track["row"])
        start, stop = track["window"]
        assert 0 <= start < stop <= track["length"] == len(own)
        assert list(track["values"]) == list(own.cell_type.variables)
        for name, reference in track["values"].items():
            values = read.array(reference)
            assert values.dtype == np.float32
            np.testing.assert_array_equal(values, own.values(name)[start:stop].astype(np.float32), err_msg=name)
        assert set(track["weights"]) == set(own.weights)
        for name, reference in track["weights"].items():
            np.testing.assert_array_equal(read.array(reference), own.weights[name].astype(np.float32), err_msg=name)


@settings(max_examples=8)
@given(plans())
@example(Plan(num_layers=3, bidirectional=True, batch=3))
def test_a_small_recording_is_sent_whole(plan: Plan) -> None:
    rec = _record(plan)
    read = read_message(message(rec))
    check_numbers(rec, read)
    assert read.header["ticks"] == []
    sent = [(track["layer"], track["direction"], track["row"]) for track in read.recording["tracks"]]
    directions = ("forward", "reverse")[: 1 + plan.bidirectional]
    assert sent == [
        (layer, word, row) for layer in range(plan.num_layers) for word in directions for row in range(plan.batch)
    ]
    for track in read.recording["tracks"]:
        assert track["window"] == [0, plan.seq_len]
        assert track["overview"] is None


def test_the_facts_are_the_recordings() -> None:
    network = Plan("GRU", num_layers=2, bidirectional=True, seq_len=3, batch=2, double=False).build()
    labels = [["a", "<b>", "中"], ['"', "\\", "\n"]]
    features = ["heat", "<i>wind</i>", "雨"]
    rec = rnnviz.record(network.module, network.input, labels=labels, features=features)
    facts = read_message(message(rec)).recording
    assert {name: facts[name] for name in facts if name not in ("cell", "tracks", "parity")} == {
        "version": rec.version,
        "name": "GRU",
        "num_layers": 2,
        "num_directions": 2,
        "seq_len": 3,
        "batch": 2,
        "hidden_size": 2,
        "proj_size": 0,
        "input_size": 3,
        "dtype": "float32",
        "lengths": [3, 3],
        "labels": labels,
        "features": features,
        "edits": [],
    }
    assert facts["parity"] == {"h": rec.parity.h, "c": None}


def test_what_each_edit_set_is_told() -> None:
    rec = _record(Plan(num_layers=2, bidirectional=True, hidden_size=4, seq_len=6, batch=2))
    text = "f[-1] = 1 from t=3 direction=reverse row=1; x[1:] += 1 at t=2 layer=1; c_0[2] = 0; W_hf[0,1] *= 2 to t=4"
    told = read_message(message(rnnviz.rerun(rec, text))).recording["edits"]
    assert [
        tuple(one[name] for name in ("name", "units", "steps", "always", "layer", "direction", "row")) for one in told
    ] == [
        ("f", [3], [0, 3], False, 0, "reverse", 1),
        ("x", [1, 2, 3, 4, 5, 6, 7], [2, 2], False, 1, None, None),
        ("c_0", [2], [0, 5], True, 0, "forward", None),
        ("W_hf", None, [0, 4], False, 0, "forward", None),
    ]
    assert [one["text"] for one in told][2:] == ["c_0[2] = 0", "W_hf[0,1] *= 2 to t=4"]


@pytest.fixture(scope="module")
def long() -> rnnviz.Recording:
    return _record(Plan(seq_len=100, batch=2, bidirectional=True))


@pytest.mark.parametrize("t", [-3, 0, 1, 15, 40, 84, 98, 99, 500])
def test_too_long_a_track_is_sent_as_a_window_around_the_step(t: int, long: rnnviz.Recording) -> None:
    rec = long
    read = read_message(message(rec, direction="reverse", row=1, t=t, max_values=900))
    check_numbers(rec, read)
    (track,) = read.recording["tracks"]
    assert (track["layer"], track["direction"], track["row"]) == (0, "reverse", 1)
    start, stop = track["window"]
    assert 16 <= stop - start < 100
    nearest = min(max(t, 0), 99)
    assert start <= nearest < stop
    # There is as much before as after, unless an end is near.
    assert start == 0 or stop == 100 or abs((nearest - start) - (stop - nearest)) <= 1
    values = sum(int(np.prod(reference["shape"])) for reference in track["values"].values())
    assert values <= 900
    assert set(track["overview"]) == {"i", "f", "g", "o", "h", "c"}


def test_what_fits_as_one_track_but_not_as_all_is_the_track_asked_for() -> None:
    rec = _record(Plan("GRU", num_layers=2, seq_len=20, batch=3))
    for layer in range(2):
        for row in range(3):
            read = read_message(message(rec, layer=layer, row=row, max_values=2000))
            check_numbers(rec, read)
            (track,) = read.recording["tracks"]
            assert (track["layer"], track["row"]) == (layer, row)
            assert track["window"] == [0, 20]
            assert track["overview"] is None


def test_colour_limits_do_not_depend_on_what_was_sent() -> None:
    network = Plan(seq_len=40, batch=2).build()
    network.input[:, 1] *= 30
    rec = rnnviz.record(network.module, network.input, network.hx)

    def limits(row: int, most: int) -> dict[str, float]:
        cell = read_message(message(rec, row=row, max_values=most)).recording["cell"]
        return {variable["name"]: variable["bound"] for variable in cell["variables"]}

    assert limits(0, 10**6) == limits(0, 1500) == limits(1, 500)


def test_the_same_recording_gives_the_same_bytes() -> None:
    plan = Plan(num_layers=2, batch=1, seq_len=20)
    assert message(_record(plan)) == message(_record(plan))
    assert message(_record(plan), t=3, max_values=200) == message(_record(plan), t=3, max_values=200)
    assert message(_record(plan)) != message(_record(Plan(num_layers=2, batch=1, seq_len=20, seed=1)))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), 1e300])
@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_number_travels_as_it_is(mode: str, bad: float) -> None:
    network = Plan(mode, seq_len=30, batch=1).build()
    network.input[20, 0, 0] = bad
    rec = rnnviz.record(network.module, network.input, network.hx)
    with np.errstate(over="ignore"):
        for most in (10**6, 300):
            check_numbers(rec, read_message(message(rec, t=20, max_values=most)))


def test_a_parity_without_end_is_left_out() -> None:
    rec = _record(Plan())
    object.__setattr__(rec, "parity", rnnviz.Parity(float("inf"), float("nan")))
    assert read_message(message(rec)).recording["parity"] == {"h": None, "c": None}


def test_half_a_surrogate_pair_in_a_label_reaches_the_player() -> None:
    labels = [["\ud83d", "\U0001f600", "\x00", "\u2028"]]
    rec = rnnviz.record(nn.GRU(1, 1), torch.zeros(4, 1, 1), labels=labels)
    assert read_message(message(rec)).recording["labels"] == labels


def test_a_recording_without_weights_is_sent_without_them() -> None:
    rec = _record(Plan())
    object.__setattr__(rec, "weights", {})
    (one, _) = read_message(message(rec)).recording["tracks"]
    assert one["weights"] == {}


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("mode", MODES)
def test_the_cell_is_described_completely(mode: str, bias: bool) -> None:
    rec = _record(Plan(mode, bias=bias, seq_len=2, batch=1))
    cell = read_message(message(rec)).recording["cell"]
    names = [variable["name"] for variable in cell["variables"]]
    assert names == list(rec.cell.variables)
    assert [operation["name"] for operation in cell["operations"]] == names[len(rec.cell.inputs) :]
    known = set(rec.track().weights) | set(names)
    for operation in cell["operations"]:
        slots: set[str] = set()
        for part in operation["substitution"]:
            ((kind, content),) = part.items()
            assert kind in ("text", "value", "weight", "dot")
            slots |= set() if kind == "text" else set(content) if kind == "dot" else {content}
        assert slots == {*operation["reads"], *operation["parameters"]} <= known
    nodes = [node["name"] for node in cell["diagram"]["nodes"]]
    assert nodes == [operation["name"] for operation in cell["operations"]]
    assert {chip["name"] for chip in cell["diagram"]["chips"]} == set(names)
    previous = {variable["name"]: variable["prev_of"] for variable in cell["variables"] if variable["prev_of"]}
    assert previous == {f"{state}_prev": state for state in rec.cell.states}
    check_sizes(rec, cell)
    assert json.dumps(cell)  # plain JSON all the way down


def check_sizes(rec: rnnviz.Recording, cell: dict[str, Any]) -> None:
    """Each variable's size is named as the recording's own, and its numbers are that many."""
    step = rec.track()[0]
    for variable in cell["variables"]:
        assert len(step[variable["name"]]) == getattr(rec, variable["size"]), variable["name"]


def test_a_projected_hidden_state_has_a_size_of_its_own() -> None:
    rec = recorded(Projected(num_layers=2, bidirectional=True))
    read = read_message(message(rec))
    check_numbers(rec, read)
    check_sizes(rec, read.recording["cell"])
    sizes = {variable["name"]: variable["size"] for variable in read.recording["cell"]["variables"]}
    assert {name for name, size in sizes.items() if size == "proj_size"} == {"h", "h_prev"}
    assert (read.recording["hidden_size"], read.recording["proj_size"]) == (4, 2)
    for track in read.recording["tracks"]:
        assert track["weights"]["W_hr"]["shape"] == [2, 4]
        # A higher layer reads the projected states of both directions.
        assert track["values"]["x"]["shape"][1] == (3 if track["layer"] == 0 else 4)


@pytest.mark.parametrize("layer", [0, 1])
def test_a_window_holds_as_many_numbers_as_it_may(layer: int) -> None:
    rec = recorded(Projected(hidden_size=6, proj_size=1, num_layers=2, bidirectional=True, seq_len=60, batch=1))
    (track,) = read_message(message(rec, layer=layer, t=30, max_values=3000)).recording["tracks"]
    start, stop = track["window"]
    sent = sum(int(np.prod(reference["shape"])) for reference in track["values"].values())
    per_step = sent // (stop - start)
    assert 3000 - per_step < sent <= 3000


def test_rows_of_different_lengths_are_sent_in_their_own_length() -> None:
    lengths, labels = [3, 7, 5], [list("abc"), list("abcdefg"), list("abcde")]
    rec = recorded(Projected(seq_len=7, batch=3, bidirectional=True), lengths=lengths, labels=labels)
    read = read_message(message(rec))
    check_numbers(rec, read)
    assert read.recording["lengths"] == lengths
    assert read.recording["labels"] == labels
    for track in read.recording["tracks"]:
        assert (track["length"], track["window"]) == (lengths[track["row"]], [0, lengths[track["row"]]])
        assert all(np.isfinite(read.array(reference)).all() for reference in track["values"].values())


def test_of_a_short_row_there_is_an_overview_of_its_own_length() -> None:
    rec = recorded(Projected(seq_len=60, batch=2), lengths=[60, 40])
    read = read_message(message(rec, row=1, t=39, max_values=900))
    check_numbers(rec, read)
    (track,) = read.recording["tracks"]
    assert (track["length"], track["window"][1]) == (40, 40)
    assert {name: reference["shape"] for name, reference in track["overview"].items()} == {
        name: [40, 2 if name == "h" else 4] for name in "ifgoch"
    }

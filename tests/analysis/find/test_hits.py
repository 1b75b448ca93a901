"""What is found: in order, with units and values, in any number of steps."""

import importlib
import pickle
import sys
import tracemalloc
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import ConditionError, MissingExtraError, PlaceError
from rnnviz.words import Translation

walk_file: Any = importlib.import_module("rnnviz.analysis.find.walk")

torch.manual_seed(1)
X = 3 * torch.randn(6, 3, 3)
REC = rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True), X, lengths=[6, 2, 4])


def test_hits_come_as_they_are_computed() -> None:
    hits = rnnviz.find(REC, "h < 2")
    places = [(hit.layer, hit.direction, hit.batch, hit.t) for hit in hits]
    lengths = (6, 2, 4)
    wanted = [
        (layer, direction, batch, k if direction == "forward" else lengths[batch] - 1 - k)
        for layer in (0, 1)
        for direction in ("forward", "reverse")
        for k in range(6)
        for batch in range(3)
        if k < lengths[batch]
    ]
    assert places == wanted
    assert hits.steps(1, "reverse", 2).tolist() == [3, 2, 1, 0]
    assert hits.steps(batch=1).tolist() == [0, 1]


def test_a_hit_tells_units_and_values() -> None:
    hit = rnnviz.find(REC, "f[1:3] < 2 and c[-1] < 9 and mean(h) < 2")[7]
    here = (hit.layer, 0, hit.t, hit.batch)
    assert hit.units == (1, 2)
    np.testing.assert_array_equal(hit.values["f[1:3]"], REC.gate("f")[here][1:3])
    assert REC.c is not None
    assert hit.values["c[-1]"] == REC.c[here][3]
    np.testing.assert_array_equal(hit.values["h"], REC.h[here])
    assert list(hit.values) == ["f[1:3]", "c[-1]", "h"]


def test_only_the_units_for_which_it_holds() -> None:
    for hit in rnnviz.find(REC, "f < 0.3", layer=0, direction="forward"):
        assert hit.units == tuple(np.flatnonzero(REC.gate("f")[0, 0, hit.t, hit.batch] < 0.3).tolist())


@pytest.mark.parametrize(
    ("condition", "units"),
    [
        ("f[3] < 2", (3,)),
        ("f[3] < 2 and i[-3] < 2", (1, 3)),
        ("f[3] < 2 and x[0] < inf", None),
        ("mean(f) < 2", None),
        ("mean(f - f[2]) < 2", None),
        ("t >= 0", None),
        ("f[3] < 2 and f < 2", (0, 1, 2, 3)),
        ("any(f < 2) and f[1:2] < 2", (1,)),
    ],
)
def test_which_units_a_condition_is_about(condition: str, units: tuple[int, ...] | None) -> None:
    first = rnnviz.find(REC, condition, layer=0).first
    assert first is not None
    assert first.units == units


def test_the_step_before_is_told_where_there_is_one() -> None:
    hits = rnnviz.find(REC, "f < 2 or change(c[ 0 ]) > 9 or h[1] crosses 9", layer=0, direction="reverse", batch=2)
    assert list(hits[0].values) == ["f", "c[0]", "prev(c[0])", "h[1]", "prev(h[1])"]
    assert hits[0].t == 3
    assert hits[0].values["prev(h[1])"] == REC.h_0[1, 2, 1]
    assert hits[1].values["prev(h[1])"] == REC.h[0, 1, 3, 2, 1]
    gates = rnnviz.find(REC, "f[0] < 2 or change(f[0]) < 2", batch=0)
    assert list(gates[0].values) == ["f[0]"]
    assert list(gates[1].values) == ["f[0]", "prev(f[0])"]


def test_hits_are_a_sequence_that_nothing_changes() -> None:
    hits = rnnviz.find(REC, "h < 2")
    assert len(hits) == 2 * 2 * 12
    assert bool(hits)
    assert hits[-1].t == [*hits][-1].t == 0
    assert isinstance(hits[3:5], rnnviz.Hits)
    assert hits.index(rnnviz.find(REC, "h[:] < 2")[5]) == 5
    assert len({*hits, *rnnviz.find(REC, "h < 3")}) == len(hits)
    assert [hit.t for hit in hits[3:5]] == [hits[3].t, hits[4].t]
    assert len(hits[::-1]) == len(hits)
    with pytest.raises(IndexError):
        hits[len(hits)]
    first = hits.first
    assert first is not None
    with pytest.raises(FrozenInstanceError):
        first.t = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        first.values["h"] = 1.0  # type: ignore[index]
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(first.values["h"])[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        hits.steps()[0] = 1
    none = rnnviz.find(REC, "h > 2")
    assert (len(none), bool(none), none.first, none.steps().tolist()) == (0, False, None, [])


def test_a_choice_of_tracks() -> None:
    every = [(hit.layer, hit.direction, hit.batch, hit.t) for hit in rnnviz.find(REC, "f < 0.3")]
    for layer, direction, batch in ((0, None, None), (None, "reverse", None), (None, None, 2), (1, "reverse", 0)):
        found = rnnviz.find(REC, "f < 0.3", layer=layer, direction=direction, batch=batch)
        assert [(hit.layer, hit.direction, hit.batch, hit.t) for hit in found] == [
            one for one in every if layer in (None, one[0]) and direction in (None, one[1]) and batch in (None, one[2])
        ]


@pytest.mark.parametrize(("name", "value"), [("layer", 2), ("layer", -1), ("direction", "back"), ("batch", 3)])
def test_a_track_that_is_not_there(name: str, value: Any) -> None:
    with pytest.raises(PlaceError, match=f"{name} must be"):
        rnnviz.find(REC, "f < 0.3", **{name: value})
    with pytest.raises(PlaceError, match=f"{name} must be"):
        rnnviz.find(REC, "f < 0.3").steps(**{name: value})


def test_a_batch_without_rows_holds_nothing() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4), torch.zeros(5, 0, 3))
    assert len(rnnviz.find(rec, "h < 2")) == 0
    assert len(rnnviz.find(rec, "h < 2", layer=0)) == 0
    with pytest.raises(ConditionError):
        rnnviz.find(rec, "q < 2")


def test_it_is_shown_in_readable_lines() -> None:
    rnn = nn.RNN(1, 8, bias=False, nonlinearity="relu")
    rnn.load_state_dict({"weight_ih_l0": torch.arange(8.0)[:, None], "weight_hh_l0": torch.zeros(8, 8)})
    rec = rnnviz.record(rnn, torch.tensor([1.0, 2, 3, 4, 5, 6, 7]).reshape(-1, 1, 1) / 3)
    assert repr(rnnviz.find(rec, "h[1] > 2 and h[2] < 9")) == (
        "<Hits: h[1] > 2 and h[2] < 9 holds at 1 step\n"
        "  layer 0, t = 6, batch row 0, units 1, 2: h[1] = 2.333, h[2] = 4.667>"
    )
    assert repr(rnnviz.find(rec, "h > 0.3")).splitlines() == [
        "<Hits: h > 0.3 holds at 7 steps",
        "  layer 0, t = 0, batch row 0, units 1, 2, 3, 4, 5, 6, …: h = [0, 0.3333, 0.6667, 1, 1.333, 1.667, …]",
        *(f"  layer 0, t = {t}, batch row 0, units 1, 2, 3, 4, 5, 6, …: h = {values}" for t, values in _LINES),
        "  and 2 more>",
    ]
    assert repr(rnnviz.find(rec, "h < 0")) == "<Hits: h < 0 holds at no step>"
    reverse = rnnviz.find(REC, "t == 5 and isfinite(h[0])", direction="reverse", layer=0).first
    assert str(reverse).startswith("layer 0, reverse direction, t = 5, batch row 0, unit 0: h[0] = ")


_LINES = (
    (1, "[0, 0.6667, 1.333, 2, 2.667, 3.333, …]"),
    (2, "[0, 1, 2, 3, 4, 5, …]"),
    (3, "[0, 1.333, 2.667, 4, 5.333, 6.667, …]"),
    (4, "[0, 1.667, 3.333, 5, 6.667, 8.333, …]"),
)


def test_it_is_said_in_another_language() -> None:
    shout = Translation("shout", lambda text: text if "{" in text else text.upper())
    first = rnnviz.find(REC, "t == 0").first
    assert first is not None
    assert first.sentence(shout) == "layer 0, FORWARD DIRECTION, t = 0, batch row 0"
    assert "FORWARD DIRECTION" in rnnviz.find(REC, "t == 0").sentence(shout)


def test_a_table_of_hits() -> None:
    frame = rnnviz.find(REC, "f[1:3] < 0.5", layer=1).to_dataframe()
    hits = rnnviz.find(REC, "f[1:3] < 0.5", layer=1)
    assert list(frame.columns) == ["layer", "direction", "t", "batch", "units"]
    assert [tuple(row) for row in frame.itertuples(index=False)] == [
        (hit.layer, hit.direction, hit.t, hit.batch, hit.units) for hit in hits
    ]


def test_a_table_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError):
        rnnviz.find(REC, "t == 0").to_dataframe()


@pytest.mark.parametrize("condition", ["prev(prev(h)) > 0", "change(f) > 0.1 or x > 1 and x crosses 1", "kept > 0.1"])
def test_blocks_of_steps_are_the_whole(condition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rec = rnnviz.record(nn.LSTM(4, 4, bidirectional=True), torch.randn(20, 2, 4))
    if "x" in condition:
        condition = condition.replace("change(f)", "change(x)")
    whole = rnnviz.find(rec, condition)
    assert 0 < len(whole) < 80
    for block in (1, 12, 28):
        monkeypatch.setattr(walk_file, "_BLOCK", block)
        found = rnnviz.find(rec, condition)
        assert [(hit.direction, hit.batch, hit.t, hit.units) for hit in found] == [
            (hit.direction, hit.batch, hit.t, hit.units) for hit in whole
        ]


def test_a_long_recording_on_disk_needs_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """3 MB of every variable, looked through with a fraction of one of them."""
    lstm = nn.LSTM(1, 64)
    with torch.no_grad():
        rnnviz.record(lstm, torch.randn(12_000, 1, 1)).save(tmp_path / "long.safetensors")
    rec = rnnviz.load(tmp_path / "long.safetensors")
    monkeypatch.setattr(walk_file, "_BLOCK", 2**13)
    rnnviz.find(rec, "t == 0")  # The grammar is read once, and kept.
    tracemalloc.start()
    hits = rnnviz.find(rec, "f > i and kept > 0 or abs(change(squashed)) > 0.5 or mean(h_prev) < 0")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(hits) > 11_000
    assert most < rec.h.nbytes / 2


class _WithGradients(rnnviz.Recording):
    """A recording whose gradients are ten times the numbers."""

    def track(self, layer: int = 0, direction: str = "forward", batch: int = 0) -> rnnviz.Track:
        found = super().track(layer, direction, batch)
        return _Gradients(self, found.layer, found.direction, found.batch)


class _Gradients(rnnviz.Track):
    def gradient(self, name: str) -> np.ndarray:
        assert name in GRADIENTS
        ten: np.ndarray = 10 * self.values(name)
        return ten


GRADIENTS = ("x", "a_i", "a_f", "a_g", "a_o", "i", "f", "g", "o", "h", "c")


def with_gradients(rec: rnnviz.Recording) -> rnnviz.Recording:
    found = _WithGradients(**{field.name: getattr(rec, field.name) for field in fields(rec)})
    object.__setattr__(found, "gradients", SimpleNamespace(names=GRADIENTS))
    return found


def test_gradients_are_asked_by_name() -> None:
    rec = with_gradients(REC)
    for condition, plain in (
        ("abs(grad_h) > 2", "abs(10 * h) > 2"),
        ("grad_forget[1] > 4 and grad_a_i[0] > 0", "10 * f[1] > 4 and 10 * a_i[0] > 0"),
        ("prev(grad_f) > 5", "10 * prev(f) > 5"),
        ("max(grad_x) > 5", "max(10 * x) > 5"),
    ):
        found, wanted = rnnviz.find(rec, condition), rnnviz.find(REC, plain)
        assert [(hit.layer, hit.direction, hit.batch, hit.t, hit.units) for hit in found] == [
            (hit.layer, hit.direction, hit.batch, hit.t, hit.units) for hit in wanted
        ]
        assert found
    # There is no gradient before the first step, though there is a state.
    later = rnnviz.find(rec, "prev(grad_h) < inf", layer=0, direction="forward", batch=0)
    assert later.steps().tolist() == [1, 2, 3, 4, 5]
    with pytest.raises(ConditionError, match=r"length, grad_x, grad_a_i, .* got 'grad_kept'"):
        rnnviz.find(rec, "grad_kept > 0")


def test_an_error_says_the_same_after_a_pickle() -> None:
    with pytest.raises(ConditionError) as caught:
        rnnviz.find(REC, "f <")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.start, again.end) == (str(caught.value), 3, 3)

"""Recordings on disk: they come back as they were, and a damaged file gives one error that says so."""

import json
import struct
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

import rnnviz
from rnnviz import Gradients, Recording
from rnnviz.errors import FileError, SchemaError
from tests.recorder.derived import loss_for
from tests.strategies import Plan, forms, plans


def assert_same(one: Recording, other: Recording, *, weights: bool = True) -> None:
    for field in fields(Recording):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            np.testing.assert_array_equal(mine, theirs, err_msg=field.name, strict=True)
            assert not theirs.flags.writeable, field.name
        elif field.name == "weights":
            assert list(theirs) == (list(mine) if weights else [])
            for name in theirs:
                np.testing.assert_array_equal(mine[name], theirs[name], err_msg=name, strict=True)
        elif field.name == "layer_inputs" and mine is not None:
            for below, again in zip(mine, theirs, strict=True):
                np.testing.assert_array_equal(below, again, strict=True)
        elif field.name == "gradients" and mine is not None:
            assert_same_gradients(mine, theirs, weights=weights)
        elif field.name == "known_parity":
            assert one.parity == other.parity
        else:
            assert mine == theirs, field.name


def assert_same_gradients(one: Gradients, other: Gradients, *, weights: bool = True) -> None:
    assert repr(one.loss) == repr(other.loss)
    mine = {name: value for name, value in one.arrays() if weights or not name.startswith("weights.")}
    theirs = dict(other.arrays())
    assert list(mine) == list(theirs)
    for name, value in mine.items():
        np.testing.assert_array_equal(value, theirs[name], err_msg=name, strict=True)
        assert not theirs[name].flags.writeable, name


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forms(), st.booleans(), st.sampled_from([1.0, float("nan"), float("inf")]))
def test_gradients_come_back(tmp_path: Path, plan: Plan, weights: bool, factor: float) -> None:
    network = plan.build()
    own = loss_for(network)

    def loss(*given: Any) -> torch.Tensor:
        return own(*given[: 3 if plan.mode == "LSTM" else 2]).float() * factor

    rec = rnnviz.record(network.module, network.given, network.hx, gradients_of=loss, **network.options)
    path = tmp_path / "run.safetensors"
    rec.save(path, weights=weights)
    again = rnnviz.load(path)
    assert_same(rec, again, weights=weights)
    assert (again.version == rec.version) is weights
    track = again.tracks[-1]
    np.testing.assert_array_equal(track.gradient("x"), rec.tracks[-1].gradient("x"))


def test_gradients_are_in_a_file_that_is_written_while_recording(tmp_path: Path) -> None:
    network = Plan("GRU", num_layers=2).build()
    path = tmp_path / "run.safetensors"
    rec = rnnviz.record(network.module, network.input, path=path, gradients_of=loss_for(network))
    assert_same(rnnviz.record(network.module, network.input, gradients_of=loss_for(network)), rec)
    assert_same(rec, rnnviz.load(path))
    assert rec.gradients is not None


def test_gradients_of_the_model_s_own_loss_come_back(tmp_path: Path) -> None:
    network = Plan().build()
    with rnnviz.recording(network.module, gradients_of="backward") as recs:
        network.module(network.input)[0].sum().backward()
    recs[""].save(tmp_path / "run.safetensors")
    again = rnnviz.load(tmp_path / "run.safetensors")
    assert_same(recs[""], again)
    assert again.gradients is not None
    assert again.gradients.loss is None


def test_a_file_of_the_form_before_is_still_read(saved: Path, tmp_path: Path) -> None:
    facts = {name: value for name, value in _facts(saved).items() if name not in ("gradients", "loss")}
    path = tmp_path / "run.safetensors"
    save_file(load_file(saved), path, {"rnnviz_schema": "2", "rnnviz": json.dumps(facts), "parity": "[0.0, 0.0]"})
    assert rnnviz.load(path).gradients is None
    assert_same(replace(rnnviz.load(saved), known_parity=None), replace(rnnviz.load(path), known_parity=None))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans(), st.booleans(), st.integers(0, 2**31))
@example(Plan(seq_len=2, batch=1), True, 0)
def test_what_is_saved_comes_back(tmp_path: Path, plan: Plan, weights: bool, seed: int) -> None:
    network = plan.build()
    draw = np.random.default_rng(seed)
    letters = ["", "a", "\u4e2d", "<b>", '"', "\\", "\n", "\U0001f600", "\ud800", "\x00"]
    labels = [[str(draw.choice(letters)) for _ in range(plan.seq_len)] for _ in range(plan.batch)]
    names = [str(draw.choice(letters)) for _ in range(plan.input_size)] if seed % 3 else None
    given = {"labels": labels if seed % 2 else None, "features": names}
    rec = rnnviz.record(network.module, network.input, network.hx, **given)  # type: ignore[arg-type]
    path = tmp_path / "run.safetensors"
    rec.save(path, weights=weights)
    again = rnnviz.load(path)
    assert_same(rec, again, weights=weights)
    assert (again.version == rec.version) is weights
    track = again.track(plan.num_layers - 1)
    np.testing.assert_array_equal(track[0]["h"], rec.track(plan.num_layers - 1)[0]["h"])
    assert bool(track.weights) is weights


def test_record_saves_where_it_is_told_to(tmp_path: Path) -> None:
    network = Plan(num_layers=3).build()
    module = torch.nn.GRU(3, 2, 3, dropout=0.5)
    rec = rnnviz.record(module, network.input.float(), path=str(tmp_path / "run.st"), allow_dropout=True)
    assert rec.layer_inputs is not None
    assert_same(rec, rnnviz.load(str(tmp_path / "run.st")))


def test_the_version_changes_with_any_content() -> None:
    plans = [Plan(), Plan(seed=1), Plan("GRU"), Plan(batch_first=True), Plan(bias=False), Plan(double=False)]
    networks = [plan.build() for plan in plans]
    versions = [rnnviz.record(network.module, network.input, network.hx).version for network in networks]
    network = networks[0]
    labelled = rnnviz.record(network.module, network.input, network.hx, labels=[["a"] * 4, ["b"] * 4]).version
    named = rnnviz.record(network.module, network.input, network.hx, features=["a"] * plans[0].input_size).version
    assert len({*versions, labelled, named}) == len(plans) + 2
    assert rnnviz.record(network.module, network.input, network.hx).version == versions[0]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    network = Plan(num_layers=2, bidirectional=True, seq_len=3, batch=1, double=False).build()
    path = tmp_path_factory.mktemp("files") / "run.safetensors"
    rnnviz.record(network.module, network.input, network.hx, labels=[["a", "b", "c"]]).save(path)
    return path


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_give_a_file_error_or_other_numbers(saved: Path, tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(saved.read_bytes())
    header = 8 + struct.unpack("<Q", raw[:8])[0]
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, header - 1) | st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    _load_or_file_error(tmp_path, bytes(raw))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True))
@example(0.0)
def test_a_file_cut_short_is_refused(saved: Path, tmp_path: Path, share: float) -> None:
    raw = saved.read_bytes()
    assert not _load_or_file_error(tmp_path, raw[: int(share * len(raw))])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_bytes_that_are_no_recording_are_refused(tmp_path: Path, raw: bytes) -> None:
    assert not _load_or_file_error(tmp_path, raw)


def _load_or_file_error(folder: Path, raw: bytes) -> bool:
    """Whether it loads; whatever loads is whole, and whatever does not says why."""
    path = folder / "damaged.safetensors"
    path.write_bytes(raw)
    try:
        rec = rnnviz.load(path)
    except FileError as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert str(path) in said
        assert "()" not in said
        return False
    for track in (rec.track(layer, word) for layer in range(2) for word in ("forward", "reverse")):
        for name in rec.cell.variables:
            assert track.values(name).ndim == 2
    return True


def _facts(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    header = json.loads(raw[8 : 8 + struct.unpack("<Q", raw[:8])[0]])
    facts: dict[str, Any] = json.loads(header["__metadata__"]["rnnviz"])
    return facts


def _module(facts: dict[str, Any], **changes: object) -> str:
    return json.dumps({**facts, "architecture": {**facts["architecture"], **changes}})


WRONG_FACTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "not JSON": lambda facts: "{",
    "a list": lambda facts: json.dumps([1]),
    "nested too deep": lambda facts: "[" * 100_000,
    "unknown mode": lambda facts: _module(facts, mode="LSTMP"),
    "mode is a list": lambda facts: _module(facts, mode=["LSTM"]),
    "another mode": lambda facts: _module(facts, mode="GRU"),
    "another module": lambda facts: _module(facts, module="nn.GRU"),
    "a module of one step": lambda facts: _module(facts, module="nn.LSTMCell"),
    "a word more": lambda facts: _module(facts, peepholes=True),
    "a size that is true": lambda facts: _module(facts, num_layers=True),
    "no units": lambda facts: _module(facts, hidden_size=0),
    "a projection": lambda facts: _module(facts, proj_size=1),
    "a projection that is none": lambda facts: _module(facts, proj_size=2),
    "three directions": lambda facts: _module(facts, num_directions=3),
    "layers without end": lambda facts: _module(facts, num_layers=10**12),
    "batch first is a word": lambda facts: _module(facts, batch_first="no"),
    "another order of axes": lambda facts: _module(facts, batch_first=True),
    "no time": lambda facts: json.dumps({**facts, "seq_len": 0}),
    "another time": lambda facts: json.dumps({**facts, "seq_len": 4}),
    "a batch below nothing": lambda facts: json.dumps({**facts, "batch": -1}),
    "no batch axis": lambda facts: json.dumps({**facts, "batched": False}),
    "dropout": lambda facts: json.dumps({**facts, "drops": True}),
    "unknown dtype": lambda facts: json.dumps({**facts, "dtype": "int8"}),
    "another dtype": lambda facts: json.dumps({**facts, "dtype": "float64"}),
    "bias is a word": lambda facts: _module(facts, bias="no"),
    "another bias": lambda facts: _module(facts, bias=False),
    "an axis of the states that is a word": lambda facts: _module(facts, stack_axis="no"),
    "a readout that is none": lambda facts: _module(facts, readout_size=2),
    "too few labels": lambda facts: json.dumps({**facts, "labels": [["a"]]}),
    "labels that are numbers": lambda facts: json.dumps({**facts, "labels": [[1, 2, 3]]}),
    "labels in a dict": lambda facts: json.dumps({**facts, "labels": {"abc": 1}}),
    "too few features": lambda facts: json.dumps({**facts, "features": ["a"]}),
    "features that are numbers": lambda facts: json.dumps({**facts, "features": [1, 2, 3]}),
    "features in a word": lambda facts: json.dumps({**facts, "features": "abc"}),
    "a length past the end": lambda facts: json.dumps({**facts, "lengths": [4]}),
    "a length of zero": lambda facts: json.dumps({**facts, "lengths": [0]}),
    "gradients that are not there": lambda facts: json.dumps({**facts, "gradients": True}),
    "gradients in a word": lambda facts: json.dumps({**facts, "gradients": "no"}),
    "a loss without gradients": lambda facts: json.dumps({**facts, "loss": 1.0}),
    "a loss in words": lambda facts: json.dumps({**facts, "gradients": True, "loss": "1"}),
    "no lengths": lambda facts: json.dumps({name: value for name, value in facts.items() if name != "lengths"}),
}


@pytest.mark.parametrize("name", WRONG_FACTS)
def test_facts_that_cannot_be_are_refused(saved: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "run.safetensors"
    text = str(WRONG_FACTS[name](_facts(saved)))
    save_file(load_file(saved), path, {"rnnviz_schema": "3", "rnnviz": text, "parity": "[0.0, 0.0]"})
    with pytest.raises(FileError, match="it cannot be read as one"):
        rnnviz.load(path)


def test_a_file_of_schema_2_is_still_read(saved: Path, tmp_path: Path) -> None:
    """It knows nothing of modules written by hand."""
    path, facts = tmp_path / "run.safetensors", _facts(saved)
    for name in ("readout_size", "stack_axis"):
        del facts["architecture"][name]
    save_file(load_file(saved), path, {"rnnviz_schema": "2", "rnnviz": json.dumps(facts), "parity": "[0.0, 0.0]"})
    new, old = rnnviz.load(saved), rnnviz.load(path)
    assert old.architecture == new.architecture
    np.testing.assert_array_equal(old.h, new.h)


def test_many_layers_need_an_axis_of_the_states(saved: Path, tmp_path: Path) -> None:
    path, arrays = tmp_path / "run.safetensors", load_file(saved)
    arrays |= {name: arrays[name][0].copy() for name in ("h_n", "c_n")}
    facts = _module(_facts(saved), stack_axis=False)
    save_file(arrays, path, {"rnnviz_schema": "3", "rnnviz": facts, "parity": "[0.0, 0.0]"})
    with pytest.raises(FileError, match="stack_axis False"):
        rnnviz.load(path)


@pytest.mark.parametrize("parity", ["", "null", "[0.0]", "[0.0, null]", f"[{10**400}, 0.0]", '[0.0, "0"]', "{}"])
def test_a_parity_that_cannot_be_is_refused(saved: Path, tmp_path: Path, parity: str) -> None:
    path = tmp_path / "run.safetensors"
    metadata = {"rnnviz_schema": "2", "rnnviz": json.dumps(_facts(saved))}
    save_file(load_file(saved), path, {**metadata, "parity": "[0.0, 0.0]"})
    rnnviz.load(path)
    save_file(load_file(saved), path, {**metadata, "parity": parity})
    with pytest.raises(FileError, match="it cannot be read as one"):
        rnnviz.load(path)


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


WRONG_ARRAYS: dict[str, dict[str, np.ndarray | None]] = {
    "no h": {"h": None},
    "no c": {"c": None},
    "a weight is missing": {"weights.bias_hh_l1": None},
    "a weight too many": {"weights.weight_hr_l0": _zeros(2, 2)},
    "a weight of another shape": {"weights.weight_ih_l0": _zeros(8, 4)},
    "a weight of whole numbers": {"weights.weight_hh_l0": np.zeros((8, 2), np.int32)},
    "h of another length": {"h": _zeros(2, 2, 4, 1, 2)},
    "h with an axis too few": {"h": _zeros(2, 2, 3, 1)},
    "h in float64": {"h": np.zeros((2, 2, 3, 1, 2))},
    "no input features": {"input": _zeros(3, 1, 0)},
    "an output of another size": {"output": _zeros(3, 1, 5)},
    "inputs of layers of another shape": {"layer_inputs.0": _zeros(3, 1, 3)},
    "three directions": {
        **dict.fromkeys(("h", "c"), _zeros(2, 3, 3, 1, 2)),
        **dict.fromkeys(("gates", "weighted_sums"), _zeros(4, 2, 3, 3, 1, 2)),
        **dict.fromkeys(("h_n", "c_n", "h_0", "c_0"), _zeros(6, 1, 2)),
        "output": _zeros(3, 1, 6),
    },
}


@pytest.mark.parametrize("name", WRONG_ARRAYS)
def test_arrays_that_do_not_fit_are_refused(saved: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "run.safetensors"
    arrays = {key: value for key, value in {**load_file(saved), **WRONG_ARRAYS[name]}.items() if value is not None}
    if name == "three directions":
        arrays = {key: value for key, value in arrays.items() if not key.startswith("weights.")}
    save_file(arrays, path, {"rnnviz_schema": "2", "rnnviz": json.dumps(_facts(saved)), "parity": "[0.0, 0.0]"})
    with pytest.raises(FileError, match="it cannot be read as one"):
        rnnviz.load(path)


def test_another_schema_is_told_from_a_damaged_file(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    save_file(load_file(saved), path, {"rnnviz_schema": "1", "rnnviz": json.dumps(_facts(saved))})
    with pytest.raises(SchemaError, match="it has schema 1"):
        rnnviz.load(path)


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        rnnviz.load(tmp_path)
    network = Plan().build()
    with pytest.raises(FileError):
        rnnviz.record(network.module, network.input, path=tmp_path)

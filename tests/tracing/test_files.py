"""Traces on disk: they come back as they were, and a damaged file gives one error that says so."""

import json
import struct
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

import rnnviz
from rnnviz import Trace, limits
from rnnviz.errors import FileError, SchemaError
from rnnviz.tracing import Array
from tests.tracing import samples


def everything() -> Any:
    """Values of every kind."""
    numbers = [1, 0.5, float("nan"), None, True, 1j, np.float32(2)]
    texts = ["<b>", "中\ud800\x00", b"\xff"]
    arrays = [np.array([np.nan, np.inf]), np.zeros((0, 3)), np.array([True, False]), np.array([1 + 2j], "complex64")]
    tensors = [torch.ones(2, 2, dtype=torch.bfloat16), torch.empty(3, device="meta"), torch.ones(1, requires_grad=True)]
    named = {"a": numbers, 1: texts}
    named["self"] = [named]
    other = range(3)
    del numbers
    raise KeyError(str(other))


def assert_same(one: Any, other: Any) -> None:
    if isinstance(one, Array):
        assert isinstance(other, Array)
        assert (one.data is None) is (other.data is None)
        if one.data is not None and other.data is not None:
            assert one.data.tobytes() == other.data.tobytes()
            assert one.data.dtype == other.data.dtype
            assert not other.data.flags.writeable
        names = [field.name for field in fields(Array) if field.name != "data"]
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
    elif hasattr(one, "__dataclass_fields__"):
        assert type(one) is type(other)
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            assert_same(mine, theirs)
    elif hasattr(one, "items"):
        assert list(one) == list(other)
        for name in one:
            assert_same(one[name], other[name])
    else:
        assert one == other


TRACED: dict[str, Callable[[], Trace]] = {
    "everything": lambda: rnnviz.trace(everything),
    "a module": lambda: rnnviz.trace(samples.Stack(), torch.randn(2, 3)),
    "a generator": lambda: rnnviz.trace(samples.reads_tokens, functions=[samples.tokens, samples.loops]),
    "in place": lambda: rnnviz.trace(samples.in_place),
    "cut": lambda: rnnviz.trace(samples.numpy_cell, limits=rnnviz.TraceLimits(events=5, elements=2, items=2)),
    "nothing": lambda: rnnviz.trace(samples.add_one),
}


@pytest.mark.parametrize("name", TRACED)
def test_what_is_saved_comes_back(tmp_path: Path, name: str) -> None:
    trace = TRACED[name]()
    path = tmp_path / "run.safetensors"
    trace.save(path)
    again = rnnviz.load_trace(path)
    assert_same(trace, again)
    assert_same(trace, rnnviz.load_trace(path.read_bytes()))
    assert repr(again) == repr(trace)
    assert list(tmp_path.iterdir()) == [path]
    for step in range(len(trace)):
        assert_same(trace.at(step), again.at(step))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("traces") / "run.safetensors"
    rnnviz.trace(everything).save(path)
    return path


def _load_or_file_error(raw: bytes) -> bool:
    """Whether it loads; whatever loads is whole, and whatever does not says why."""
    said = ""
    try:
        trace = rnnviz.load_trace(raw)
    except FileError as error:
        said = str(error)
    if said:
        assert "()" not in said
        return False
    assert repr(trace)
    for step in range(len(trace)):
        trace.at(step)
    return True


@settings(max_examples=80)
@given(st.data())
def test_flipped_bytes_give_a_file_error_or_another_trace(saved: Path, data: st.DataObject) -> None:
    raw = bytearray(saved.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    _load_or_file_error(bytes(raw))


@given(st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused(saved: Path, share: float) -> None:
    raw = saved.read_bytes()
    assert not _load_or_file_error(raw[: int(share * len(raw))])


@given(st.binary(max_size=200))
def test_bytes_that_are_no_trace_are_refused(raw: bytes) -> None:
    assert not _load_or_file_error(raw)


def told(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    header = json.loads(raw[8 : 8 + struct.unpack("<Q", raw[:8])[0]])
    found: dict[str, Any] = json.loads(header["__metadata__"]["rnnviz_trace"])
    return found


def write(saved: Path, path: Path, text: str, schema: str = "1") -> None:
    save_file(load_file(saved), path, {"rnnviz_trace_schema": schema, "rnnviz_trace": text})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 40) | st.just(10**30) | st.text(max_size=3) | st.floats(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a JSON."""
    found = [path] if path else []
    if isinstance(value, dict):
        for name in value:
            found += places(value[name], (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += places(item, (*path, index))
    return found


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_field_gives_a_file_error_or_another_trace(saved: Path, tmp_path: Path, data: st.DataObject) -> None:
    facts = told(saved)
    *way, last = data.draw(st.sampled_from(places(facts)))
    inside: Any = facts
    for key in way:
        inside = inside[key]
    inside[last] = data.draw(JSON)
    path = tmp_path / "changed.safetensors"
    write(saved, path, json.dumps(facts))
    _load_or_file_error(path.read_bytes())


def _changed(part: str, place: int, field: int, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(facts: dict[str, Any]) -> None:
        facts[part][place][field] = value

    return change


def _row(kind: str, *rest: Any) -> Callable[[dict[str, Any]], None]:
    def change(facts: dict[str, Any]) -> None:
        facts["values"][0] = [kind, *rest]

    return change


def _too_many(facts: dict[str, Any]) -> None:
    for place in range(len(facts["values"]), len(facts["values"]) + 40):
        facts["values"].append(["sequence", "list", 0, [place - 1] * 2, 2])


def _too_deep(facts: dict[str, Any]) -> None:
    for place in range(len(facts["values"]), len(facts["values"]) + 100):
        facts["values"].append(["sequence", "list", 0, [place - 1], 1])


ARRAY: tuple[Any, ...] = ("numpy", "ndarray", "float64", [2], 0, ["float64", 0, 2], None, "cpu", False, None)


def _array(place: int, value: Any) -> Callable[[dict[str, Any]], None]:
    return _row("array", *ARRAY[:place], value, *ARRAY[place + 1 :])


WRONG: dict[str, Callable[[dict[str, Any]], None]] = {
    "a part is missing": lambda facts: facts.pop("missed") and None,
    "a part too many": lambda facts: facts.update(more=1),
    "a title that is a number": lambda facts: facts.update(title=1),
    "an unknown cut": lambda facts: facts.update(cut="later"),
    "returned and raised": lambda facts: facts.update(result=0),
    "an unknown kind of event": _changed("events", 1, 0, "jump"),
    "an unknown source": _changed("events", 1, 1, 9),
    "a line before the first": _changed("events", 1, 2, 0),
    "a line that is true": _changed("events", 1, 2, True),
    "a frame that was not called": _changed("events", 1, 3, 7),
    "a frame that is called twice": _changed("events", 1, 0, "call"),
    "a parent that is not there": _changed("events", 0, 4, 5),
    "a frame below itself": _changed("events", 1, 4, 0),
    "another depth": _changed("events", 1, 5, 3),
    "a value that is not there": _changed("events", 1, 7, {"a": 10**6}),
    "a value that is deleted and rebound": _changed("events", 1, 8, {"a": -1}),
    "other frames that are not there": _changed("events", 1, 9, [[3, {}]]),
    "a line with a value": _changed("events", 1, 10, 0),
    "an exception without one": _changed("events", -1, 10, None),
    "a source of no lines": _changed("sources", 0, 4, 0),
    "an unknown kind of value": _row("code", "x"),
    "a number without a text": _row("number", "int"),
    "a value inside itself": _row("sequence", "list", 0, [0], 1),
    "a value that comes later": _row("sequence", "list", 0, [1], 1),
    "more items than it says": lambda facts: facts["values"].append(["sequence", "list", 0, [0, 0], 1]),
    "a text longer than it says": _row("text", "str", "abc", 1, False),
    "values without end": _too_many,
    "values in values without end": _too_deep,
    "an unknown framework": _array(0, "jax"),
    "an unknown type of numbers": _array(2, "object"),
    "numbers of another type": _array(5, ["float32", 0, 2]),
    "numbers past the end": _array(5, ["float64", 10**6, 2]),
    "more numbers than its shape": _array(3, [1]),
    "a shape below nothing": _array(3, [-2]),
    "axes without end": _array(3, [1] * 100),
    "names of other axes": _array(9, ["a", "b"]),
    "no numbers, and no reason": _array(5, None),
    "numbers, and a reason for none": _array(6, "meta"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    path, facts = tmp_path / "wrong.safetensors", told(saved)
    write(saved, path, json.dumps(facts))
    rnnviz.load_trace(path)
    WRONG[name](facts)
    write(saved, path, json.dumps(facts))
    with pytest.raises(FileError, match="it cannot be read as one"):
        rnnviz.load_trace(path)


def test_other_files_are_told_apart(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "other.safetensors"
    write(saved, path, json.dumps(told(saved)), schema="2")
    with pytest.raises(SchemaError, match="it has schema 2"):
        rnnviz.load_trace(path)
    write(saved, path, "[" * 100_000)
    with pytest.raises(FileError):
        rnnviz.load_trace(path)
    save_file({"numbers.float64": np.zeros((2, 2))}, path, {"rnnviz_trace_schema": "1", "rnnviz_trace": "{}"})
    with pytest.raises(FileError, match="it holds F64"):
        rnnviz.load_trace(path)
    monkeypatch.setattr(limits, "MAX_TRACE_FILE_BYTES", 100)
    for source in (saved, saved.read_bytes()):
        with pytest.raises(FileError, match="at most 100 are read"):
            rnnviz.load_trace(source)


def test_a_folder_is_no_trace(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        rnnviz.load_trace(tmp_path)
    with pytest.raises(FileError):
        rnnviz.trace(samples.loops).save(tmp_path)
    assert list(tmp_path.iterdir()) == []

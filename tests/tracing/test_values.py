"""What is kept of each kind of thing, and how it is cut."""

import collections
import dataclasses
import enum
import functools
import operator
from typing import Any, NamedTuple

import ml_dtypes
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from torch import nn

import rnnviz
from rnnviz import TraceLimits
from rnnviz.tracing import (
    GONE,
    Array,
    Mapping,
    Number,
    Object,
    Reference,
    Sequence,
    Text,
    Value,
)
from tests.tracing import samples


def held(thing: Any, **limits: int) -> Value:
    """What a trace keeps of a variable."""

    def holds(variable: Any) -> None:
        pass

    return rnnviz.trace(holds, thing, limits=TraceLimits(**limits)).at(0).frame.variables["variable"]


class Point(NamedTuple):
    x: int
    y: float


@dataclasses.dataclass
class Settings:
    rate: float = 0.5
    name: str = "a"


class Slotted:
    __slots__ = ("empty", "full")

    def __init__(self) -> None:
        self.full = 1


class Colour(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    LOW = 1


@pytest.mark.parametrize(
    ("thing", "kind", "text"),
    [
        (3, "int", "3"),
        (True, "bool", "True"),
        (None, "NoneType", "None"),
        (float("nan"), "float", "nan"),
        (-0.0, "float", "-0.0"),
        (1e300, "float", "1e+300"),
        (1 + 2j, "complex", "(1+2j)"),
        (np.float32(0.1), "float32", "0.1"),
        (np.int8(-3), "int8", "-3"),
        (np.bool_(True), "bool", "True"),
        (Level.LOW, "Level", "1"),
        (1 << 7000, "int", "0x8000000000000000… (7001 bits)"),
    ],
)
def test_numbers(thing: Any, kind: str, text: str) -> None:
    assert held(thing) == Number(kind, text)


def test_texts_are_cut_and_say_so() -> None:
    assert held("hello") == Text("str", "hello", 5)
    assert held("h\ud800<b>\x00") == Text("str", "h\ud800<b>\x00", 6)
    assert held("abcdef", text=3) == Text("str", "abc", 6, whole=False)
    assert held(b"a\xff'") == Text("bytes", "a\\xff\\'" if repr(b"a\xff'")[1] == "'" else "a\\xff'", 3)
    assert held(bytearray(b"abc"), text=2) == Text("bytearray", "ab", 3, whole=False)


TYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "float16", "float32", "float64", "complex64", "complex128"]


@given(arrays.arrays(st.sampled_from(TYPES), arrays.array_shapes(min_dims=0, min_side=0, max_side=4)), st.booleans())
def test_an_array_is_kept_bit_by_bit(numbers: np.ndarray, torch_too: bool) -> None:
    thing = torch.from_numpy(numbers.copy()) if torch_too else numbers
    value = held(thing.T if thing.ndim == 2 else thing)
    assert isinstance(value, Array)
    assert value.shaped is not None
    assert value.data is not None
    assert not value.data.flags.writeable
    expected = numbers.T if numbers.ndim == 2 else numbers
    assert value.shaped.tobytes() == expected.tobytes()
    assert (value.framework, value.dtype) == ("torch" if torch_too else "numpy", numbers.dtype.name)
    assert (value.shape, value.size, value.whole) == (expected.shape, expected.size, True)


@given(arrays.arrays("float32", st.integers(1, 40)), st.integers(1, 50))
def test_the_first_numbers_are_kept_with_the_true_shape(numbers: np.ndarray, most: int) -> None:
    for thing in (numbers, torch.from_numpy(numbers), numbers.reshape(1, -1), numbers[::-1][::-1]):
        value = held(thing, elements=most)
        assert isinstance(value, Array)
        assert value.data is not None
        assert value.data.tobytes() == numbers[:most].tobytes()
        assert (value.shape, value.kept) == (tuple(thing.shape), min(most, len(numbers)))
        assert (value.shaped is None) is (most < len(numbers))


def test_types_without_a_numpy_type_are_widened() -> None:
    numbers = torch.tensor([1.0, 0.1, float("inf")])
    for dtype, theirs in ((torch.bfloat16, ml_dtypes.bfloat16), (torch.float8_e5m2, ml_dtypes.float8_e5m2)):
        value = held(numbers.to(dtype))
        assert isinstance(value, Array)
        assert value.data is not None
        assert value.dtype == str(dtype).removeprefix("torch.")
        np.testing.assert_array_equal(value.data, numbers.numpy().astype(theirs).astype(np.float32))


def test_byte_order_and_views_do_not_matter() -> None:
    swapped = np.arange(3, dtype=">f4")
    value = held(swapped)
    assert isinstance(value, Array)
    assert value.dtype == "float32"
    assert value.data is not None
    assert value.data.tolist() == [0, 1, 2]
    conjugate = held(torch.tensor([1 + 2j]).conj())
    assert isinstance(conjugate, Array)
    assert conjugate.data is not None
    assert conjugate.data.tolist() == [1 - 2j]


def given_back() -> torch.Tensor:
    tensor = torch.ones(3)
    tensor.untyped_storage().resize_(0)
    return tensor


def fake() -> torch.Tensor:
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode():
        return torch.ones(2, 3)


@pytest.mark.parametrize(
    ("make", "missing", "shape"),
    [
        (lambda: torch.empty(2, 3, device="meta"), "meta", (2, 3)),
        (fake, "wrapped", (2, 3)),
        (lambda: torch.eye(2).to_sparse(), "layout", (2, 2)),
        (given_back, "memory", (3,)),
        (lambda: nn.LazyLinear(2).weight, "memory", ()),
        (lambda: np.zeros(2, dtype=[("a", "f4")]), "dtype", (2,)),
        (lambda: np.zeros(2, dtype="datetime64[s]"), "dtype", (2,)),
    ],
)
def test_tensors_without_numbers_are_described(make: Any, missing: str, shape: tuple[int, ...]) -> None:
    value = held(make())
    assert isinstance(value, Array)
    assert (value.data, value.missing, value.shape, value.whole) == (None, missing, shape, False)


def test_containers_are_cut_and_say_so() -> None:
    value = held([1, (2, 3), {"a": 4}, collections.deque([5])])
    assert isinstance(value, Sequence)
    assert [type(item).__name__ for item in value.items] == ["Number", "Sequence", "Mapping", "Sequence"]
    cut = held(list(range(9)), items=3)
    assert isinstance(cut, Sequence)
    assert (cut.kept, cut.size) == (3, 9)
    deep = held([[[[1]]]], depth=2)
    assert isinstance(deep, Sequence)
    inner: Any = deep.items[0]
    assert (inner.kept, inner.size) == (1, 1)
    assert (inner.items[0].kept, inner.items[0].size) == (0, 1)
    many = held([[1, 2, 3]] * 3, values=5)
    assert isinstance(many, Sequence)
    assert many.kept < many.size


def test_named_things_are_mappings() -> None:
    for thing, names in (
        (Point(1, 2.0), ["x", "y"]),
        (Settings(), ["rate", "name"]),
        ({"b": 1, "a": 2}, ["b", "a"]),
        (collections.OrderedDict(b=1), ["b"]),
    ):
        value = held(thing)
        assert isinstance(value, Mapping)
        assert value.type == type(thing).__name__
        assert [key for key, _ in value.items] == [Text("str", name, len(name)) for name in names]


def test_an_object_shows_its_attributes_and_a_library_what_is_safe() -> None:
    slotted = held(Slotted())
    assert isinstance(slotted, Object)
    assert slotted.items == ((Text("str", "full", 4), Number("int", "1")),)
    told = {
        "range": range(3),
        "function": test_numbers,
        "builtin_function_or_method": len,
        "type": Point,
        "module": operator,
        "dtype": torch.float32,
        "Colour": Colour.RED,
        "ValueError": ValueError("no"),
        "partial": functools.partial(len),
        "slice": slice(1, None),
        "Linear": nn.Linear(2, 1),
        "SGD": torch.optim.SGD([nn.Parameter(torch.ones(1))]),
    }
    descriptions = {}
    for kind, thing in told.items():
        value = held(thing)
        assert isinstance(value, Object)
        assert (value.type, value.items) == (kind, ())
        descriptions[kind] = value.description
    assert descriptions == {
        "range": "range(0, 3)",
        "function": "test_numbers",
        "builtin_function_or_method": "len",
        "type": "Point",
        "module": "operator",
        "dtype": "torch.float32",
        "Colour": "RED",
        "ValueError": "no",
        "partial": "len",
        "slice": "slice(1, None, None)",
        "Linear": "weight (1, 2), bias (1,)",
        "SGD": "",
    }


def test_letters_in_an_array_are_a_list() -> None:
    value = held(np.array([["a", "b"]]))
    assert isinstance(value, Sequence)
    assert value.type == "ndarray"
    row: Any = value.items[0]
    assert [item.text for item in row.items] == ["a", "b"]


def test_a_list_inside_itself_is_a_reference() -> None:
    loop: list[Any] = [1]
    loop.append(loop)
    value = held(loop)
    assert isinstance(value, Sequence)
    assert value.items[1] == Reference("list", value.identity)


def test_two_names_of_one_object_share_its_number() -> None:
    def names() -> Any:
        h = np.zeros(2)
        same = h
        equal = h.copy()
        both = [h, same]
        h = h + 0
        return same, equal, both

    trace = rnnviz.trace(names)
    before, after = (trace.at(step).frame.variables for step in (4, 5))
    number: Any = before["h"]
    assert before["same"] is number
    assert before["both"].items[0] is before["both"].items[1] is number  # type: ignore[union-attr]
    assert before["equal"].identity != number.identity  # type: ignore[union-attr]
    # The same numbers in another object are no change, but no longer the same object.
    assert not trace.events[5].changed
    assert list(trace.events[5].rebound) == ["h"]
    assert after["h"].identity != number.identity  # type: ignore[union-attr]


def test_changes_behind_what_is_kept_are_noticed() -> None:
    def changes(rows: Any, tensor: Any, listed: Any, text: Any) -> None:
        rows[-1] += 1
        tensor[-1] += 1
        listed[-1] = "new"
        text = text[:-1] + "x"
        rows[-1] = rows[-1]

    given_away = (np.zeros(100), torch.zeros(100), list(range(300, 400)), "a" * 100)
    trace = rnnviz.trace(changes, *given_away, limits=TraceLimits(elements=4, items=4, text=4))
    assert [list(event.changed) for event in trace.events[1:]] == [["rows"], ["tensor"], ["listed"], ["text"], []]


def test_what_a_callee_changes_shows_in_the_caller_at_once() -> None:
    def caller() -> Any:
        h = np.zeros(2)
        same = [h]
        callee(h)
        return same

    def callee(x: Any) -> None:
        x[0] = 5
        x[1] = 6

    trace = rnnviz.trace(caller, functions=[callee])
    steps = [step for step, event in enumerate(trace.events) if event.depth == 1 and event.changed]
    for step, numbers in zip(steps, ([0, 0], [5, 0], [5, 6]), strict=True):
        for frame, name in zip(trace.at(step).stack, ("h", "x"), strict=True):
            value: Any = frame.variables[name]
            assert value.shaped.tolist() == numbers, (step, name)
    after = trace.events[steps[-1] + 1]
    assert after.depth == 0
    assert {"h", "same"} == set(after.changed)


def test_a_deleted_variable_is_gone_and_may_come_back() -> None:
    def deletes() -> int:
        a = 1
        b = 2
        del a
        a = 3
        return a + b

    trace = rnnviz.trace(deletes)
    assert trace.events[3].changed == {"a": GONE}
    assert list(trace.at(3).frame.variables) == ["b"]
    assert list(trace.at(4).frame.variables) == ["a", "b"]


def test_limits_end_the_recording_and_not_the_code() -> None:
    done: list[int] = []

    def works() -> int:
        for k in range(50):
            done.append(k)
            big = np.full(100, float(k))
        return len(big)

    few = rnnviz.trace(works, limits=TraceLimits(events=10))
    assert (few.cut, len(few), few.result) == ("events", 10, Number("int", "100"))
    small = rnnviz.trace(works, limits=TraceLimits(bytes=20_000))
    assert small.cut == "bytes"
    assert len(small) < 60
    whole = rnnviz.trace(works)
    assert whole.cut is None
    assert len(done) == 150


def test_long_code_is_cut_to_whole_lines() -> None:
    trace = rnnviz.trace(samples.loops, limits=TraceLimits(source=70))
    source = trace.sources[0]
    assert source.lines == ("def loops(n: int = 4) -> Any:", "    total, seen = 0, []")
    assert source.size == 17


def test_equal_numbers_are_kept_once() -> None:
    def repeats() -> None:
        for _ in range(5):
            h = np.zeros(1000)
            h = h + 1

    trace = rnnviz.trace(repeats)
    kept = {id(event.changed["h"].data) for event in trace.events if "h" in event.changed}  # type: ignore[union-attr]
    assert len(kept) == 2

"""What the browser gets of a trace is the trace: its changes, applied one after the other, are every moment of it."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.code_player import message
from rnnviz.code_player.listing import lines_of
from rnnviz.lessons.traces import traces
from rnnviz.tracing import Raised, Source, Trace
from tests.code_player.read_message import Message, assert_same


def in_place() -> list[Any]:
    x = np.zeros(3)
    y = x
    y[1] = float("nan")
    x = x.copy()
    items: list[Any] = [1, "two", b"\x00", None]
    items.append(items)
    names = {"a": x, ("b", 1): {1, 2}}
    del names["a"]
    del y
    z = x[:0]
    return [x, z, names]


def kinds() -> tuple[Any, ...]:
    integers = np.array([2**62 + 1, -1])
    large = np.array([2**63 + 5], dtype=np.uint64)
    small = np.array([-3, 4], dtype=np.int8)
    truths = torch.tensor([True, False])
    half = torch.tensor([0.1, float("inf")], dtype=torch.bfloat16)
    wave = np.array([1 + 2j, -1j, complex(0, float("-inf"))])
    nothing = torch.empty(2, 3, device="meta")
    half_a_pair = "\ud83d </script><b>"
    cube = torch.arange(24.0).reshape(2, 3, 4)
    return integers, large, small, truths, half, wave, nothing, half_a_pair, cube


class Cell(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2, 2))

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        h = torch.zeros(2)
        for x in xs:
            h = torch.tanh(self.weight @ (x + h))
        return h


def generated() -> int:
    def counting() -> Iterator[int]:
        at = 0
        while at < 3:
            at += 1
            yield at

    return sum(n for n in counting())


def failing(depth: int = 2) -> float:
    try:
        return failing(depth - 1) if depth else 1 / depth
    except ZeroDivisionError:
        if depth < 2:
            raise
    again: dict[str, float] = {}
    return again["no such key"]


CODE: dict[str, Callable[[], Trace]] = {
    "in place": lambda: rnnviz.trace(in_place),
    "kinds": lambda: rnnviz.trace(kinds),
    "module": lambda: rnnviz.trace(Cell(), torch.eye(2)),
    "generated": lambda: rnnviz.trace(generated),
    "failing": lambda: rnnviz.trace(failing),
    **{name: lesson.run for name, lesson in traces().items()},
}


@pytest.mark.parametrize("name", CODE)
def test_its_changes_are_every_moment_of_the_trace(name: str) -> None:
    trace = CODE[name]()
    sent = Message(message(trace))
    moments = sent.moments()
    assert len(moments) == len(trace) > 4
    for step, event in enumerate(trace.events):
        moment, told = trace.at(step), sent.header["events"][step]
        assert sent.stack(step) == [frame.id for frame in moment.stack]
        for frame in moment.stack:
            variables = moments[step][frame.id]
            assert set(variables) == set(frame.variables)
            for variable, value in frame.variables.items():
                assert_same(variables[variable], value, sent)
        given = [told[one] for one in ("kind", "source", "line", "depth", "nextLine")]
        assert given == [event.kind, event.source, event.line, event.depth, event.next_line]
        if isinstance(event.value, Raised):
            assert told["raised"] == {"type": event.value.type, "message": event.value.message}
        elif event.value is not None:
            assert_same(sent.header["values"][told["value"]], event.value, sent)
    assert sent.header["error"] == (trace.error is not None)
    assert sent.header["cut"] is None


def test_the_code_is_sent_letter_for_letter() -> None:
    trace = CODE["in place"]()
    for source, told in zip(trace.sources, Message(message(trace)).header["sources"], strict=True):
        text = "\n".join("".join(part for _, part in line) for line in told["lines"])
        assert (told["name"], told["file"], told["firstLine"], text) == (
            *(source.name, source.file, source.first_line),
            source.text,
        )


def test_words_of_the_code_are_told_apart() -> None:
    text = 'def f(x):\n    """Two\n    lines."""\n    return len(x) + 1  # why'
    lines = lines_of(Source("f", "f.py", 1, text, 4))
    assert lines[0][:3] == [("keyword", "def"), ("", " "), ("defined", "f")]
    assert [line[-1] for line in lines[1:3]] == [("string", '"""Two'), ("string", '    lines."""')]
    assert lines[3][-1] == ("comment", "# why")
    assert ("builtin", "len") in lines[3]


def growing() -> int:
    total = 0
    for number in range(20):
        numbers = np.full(3000, float(number))
        total += int(numbers[0])
    return total


def test_what_is_too_large_has_fewer_numbers_and_then_fewer_steps() -> None:
    trace = rnnviz.trace(growing)
    whole = message(trace)
    fewer = Message(message(trace, most_bytes=len(whole) // 2))
    assert len(fewer.moments()) == len(trace)
    assert fewer.header["cut"] is None
    counts = {value["data"]["count"] for value in fewer.header["values"] if value["kind"] == "array"}
    assert counts == {1024}
    raw = message(trace, most_bytes=8000)
    assert len(raw) < 12_000
    cut = Message(raw)
    assert 1 < len(cut.moments()) < len(trace)
    assert cut.header["cut"] == "message"
    for step, variables in enumerate(cut.moments()):
        for name, value in trace.at(step).frame.variables.items():
            assert_same(variables[trace.at(step).frame.id][name], value, cut)


def test_equal_numbers_are_sent_once() -> None:
    trace = rnnviz.trace(growing)
    assert len(Message(message(trace)).payload) == 20 * 3000 * 8
    thrice = rnnviz.trace(lambda x: [x, x.copy(), x + 0], np.arange(3000.0))
    assert len(Message(message(thrice)).payload) == 3000 * 8

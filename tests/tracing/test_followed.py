"""Which functions are followed, and how frames stand on each other."""

import asyncio
import functools
import inspect
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import torch

import rnnviz
from rnnviz import Trace
from rnnviz.tracing import Array, Number, Object, Text
from tests.tracing import samples
from tests.tracing.test_lines import steps_of


def reached(trace: Trace) -> list[str]:
    return [source.name.rpartition("<locals>.")[2] for source in trace.sources]


def kinds(trace: Trace) -> list[str]:
    return [event.kind for event in trace.events]


def text(trace: Trace, step: int, name: str) -> str:
    value = trace.at(step).frame.variables[name]
    assert isinstance(value, Number | Text)
    return value.text


def test_a_module_is_followed_into_the_cells_that_are_not_pytorchs() -> None:
    torch.manual_seed(0)
    stack, xs = samples.Stack(), torch.randn(2, 3)
    trace = rnnviz.trace(stack, xs)
    assert trace.title == "Stack"
    assert reached(trace) == ["Stack.forward", "Cell.forward", "Stack.scored"]
    calls = [event for event in trace.events if event.kind == "call"]
    assert [trace.sources[event.source].name for event in calls] == [
        "Stack.forward",
        *["Cell.forward"] * 4,
        "Stack.scored",
    ]
    assert {(event.parent, event.depth) for event in calls[1:]} == {(0, 1)}
    named = rnnviz.trace(stack, xs, functions=[samples.Cell, samples.loops])
    assert reached(named) == ["Stack.forward", "Cell.forward", "Cell.sums", "Stack.scored"]
    assert named.missed == ("loops",)


def test_the_weights_of_self_are_shown_and_its_attributes_watched() -> None:
    cell = samples.Cell(3, 2)
    trace = rnnviz.trace(cell, torch.ones(3), torch.zeros(2), torch.zeros(2))
    first = trace.at(0).frame.variables["self"]
    assert isinstance(first, Object)
    parts = {key.text: value for key, value in first.items if isinstance(key, Text)}
    assert list(parts) == ["W", "U", "b", "steps"]
    weight = parts["W"]
    assert isinstance(weight, Array)
    assert weight.shaped is not None
    np.testing.assert_array_equal(weight.shaped, cell.W.detach().numpy())
    assert first.description == "W (8, 3), U (8, 2), b (8,)"
    changes = [step for step, event in enumerate(trace.events) if event.frame == 0 and "self" in event.changed]
    line = trace.events[changes[1]].line - trace.sources[0].first_line
    assert len(changes) == 2
    assert trace.sources[0].lines[line].strip() == "self.steps += 1"


def test_recursion_is_a_frame_for_each_call() -> None:
    trace = rnnviz.trace(samples.factorial, 3)
    assert [(event.kind, event.frame, event.parent, event.depth) for event in trace.events if event.kind != "line"] == [
        ("call", 0, None, 0),
        ("call", 1, 0, 1),
        ("call", 2, 1, 2),
        ("return", 2, 1, 2),
        ("return", 1, 0, 1),
        ("return", 0, None, 0),
    ]
    deepest = next(step for step, event in enumerate(trace.events) if event.depth == 2)
    stack = trace.at(deepest).stack
    assert [frame.variables["n"] for frame in stack] == [Number("int", str(n)) for n in (3, 2, 1)]
    call = inspect.getsourcelines(samples.factorial)[1] + 3
    assert [frame.next_line for frame in stack[:-1]] == [call, call]
    assert trace.result == Number("int", "6")


def test_a_generator_keeps_its_frame() -> None:
    trace = rnnviz.trace(samples.reads_tokens, functions=[samples.tokens])
    generator = [event for event in trace.events if trace.sources[event.source].name == "tokens"]
    assert {event.frame for event in generator} == {1}
    assert [event.kind for event in generator if event.kind != "line"] == [
        *("call", "yield", "resume", "yield", "resume", "yield", "resume", "return"),
    ]
    handed_out = [event.value for event in generator if event.kind == "yield"]
    assert handed_out == [Text("str", letter, 1) for letter in "a!b"]
    sent = [event.changed["sent"] for event in generator if "sent" in event.changed]
    assert sent == [Text("str", "!", 1), Number("NoneType", "None")]
    yields = next(step for step, event in enumerate(trace.events) if event.kind == "yield")
    # The generator waits; the caller goes on in the line that asked it.
    assert trace.at(yields).next == (0, trace.events[yields + 1].line)


def test_an_exception_thrown_into_a_generator_leaves_it() -> None:
    def careful() -> Any:
        yield 1
        yield 2

    def throws() -> str:
        stream = careful()
        next(stream)
        try:
            stream.throw(ValueError("no"))
        except ValueError:
            stream.close()
        other = careful()
        next(other)
        other.close()
        return "done"

    trace = rnnviz.trace(throws, functions=[careful])
    inside = [event for event in trace.events if event.depth == 1]
    assert [event.kind for event in inside] == [*("call", "yield", "resume", "exception") * 2]
    assert [event.value.type for event in inside if event.kind == "exception"] == ["ValueError", "GeneratorExit"]  # type: ignore[union-attr]
    assert all(event.leaves for event in inside if event.kind == "exception")
    assert trace.result == Text("str", "done", 4)


def test_what_is_defined_in_a_function_is_followed() -> None:
    trace = rnnviz.trace(samples.closures)
    assert reached(trace) == ["closures", "step", *["<listcomp>"] * (sys.version_info < (3, 12)), "<lambda>"]
    inner = next(step for step, event in enumerate(trace.events) if event.depth == 1 and "count" in event.changed)
    assert text(trace, inner, "count") == "0"
    assert text(trace, inner + 1, "count") == "2"
    counts = [event.changed["count"] for event in trace.events if event.depth == 0 and "count" in event.changed]
    assert counts == [Number("int", each) for each in "025"]
    # A lambda stands in the code around it.
    whole, power = trace.sources[0], trace.sources[-1]
    assert (power.text, power.first_line) == (whole.text, whole.first_line)


def test_a_decorated_function_is_followed_inside_and_its_wrapper_where_it_is_named() -> None:
    trace = rnnviz.trace(samples.add_one, 2)
    assert reached(trace) == ["add_one"]
    assert trace.result == Number("int", "30")
    assert trace.sources[0].lines[0] == "@scaled(10)"
    assert reached(rnnviz.trace(samples.add_one, 2, functions=[samples.scaled])) == ["wrapper", "add_one"]


def test_every_kind_of_method() -> None:
    counter = samples.Counter()
    assert reached(rnnviz.trace(counter)) == ["Counter.__call__", "Counter.next", "Counter.doubled"]
    assert reached(rnnviz.trace(samples.Counter.made, functions=[samples.Counter])) == [
        "Counter.made",
        "Counter.__init__",
    ]
    assert reached(rnnviz.trace(samples.Counter.doubled, 2)) == ["Counter.doubled"]
    assert reached(rnnviz.trace(functools.partial(samples.factorial, 1))) == ["factorial"]
    assert reached(rnnviz.trace(counter.__call__)) == ["Counter.__call__"]
    assert reached(rnnviz.trace(samples.Counter)) == ["Counter.__init__"]


def test_what_is_not_named_runs_without_a_step() -> None:
    def calls() -> int:
        return samples.factorial(4)

    trace = rnnviz.trace(calls)
    assert kinds(trace) == ["call", "return"]
    through = rnnviz.trace(lambda: list(map(calls_back, [1, 2])), functions=[calls_back])
    assert [event.depth for event in through.events if event.kind == "call"] == [0, 1, 1]


def calls_back(x: int) -> int:
    return x + 1


async def waits(x: int) -> int:
    await asyncio.sleep(0)
    y = x + 1
    return y


def test_a_coroutine_is_followed_where_it_is_run() -> None:
    def main() -> int:
        return asyncio.run(waits(1))

    # In a thread of its own: another test may have a loop of events running here.
    with ThreadPoolExecutor(max_workers=1) as executor:
        trace = executor.submit(lambda: rnnviz.trace(main, functions=[waits])).result()
    inside = [event.kind for event in trace.events if trace.sources[event.source].name == "waits"]
    assert inside == ["call", "yield", "resume", "line", "line", "return"]
    assert trace.result == Number("int", "2")


def test_an_exception_passes_through_every_frame() -> None:
    def inner() -> None:
        raise KeyError("x")

    def middle() -> int:
        try:
            inner()
        finally:
            tidy = 1
        return tidy

    def outer() -> str:
        with np.errstate(all="ignore"):
            middle()
        return "not reached"

    trace = rnnviz.trace(outer, functions=[inner, middle])
    assert [(event.kind, event.depth, event.leaves) for event in trace.events if event.kind == "exception"] == [
        ("exception", 2, True),
        ("exception", 1, False),
        ("exception", 1, True),
        ("exception", 0, False),
        ("exception", 0, True),
    ]
    assert trace.error is not None
    assert (trace.error.type, trace.error.message, trace.result) == ("KeyError", "'x'", None)
    assert trace.error.line == trace.sources[2].first_line + 1
    assert repr(trace) == f"<Trace of outer: {len(trace)} steps, raised KeyError in line {trace.error.line}: 'x'>"


def test_the_end_of_an_iterator_is_no_exception() -> None:
    class Ends:
        def __iter__(self) -> "Ends":
            return self

        def __next__(self) -> int:
            raise StopIteration

    def loops() -> int:
        for _ in Ends():
            pass
        return 1

    assert kinds(rnnviz.trace(loops)) == ["call", "line", "return"]
    followed = rnnviz.trace(loops, functions=[Ends])
    assert [event.depth for event in followed.events if event.kind == "exception"] == [1]


def test_the_steps_of_a_lambda_are_lines_of_its_file() -> None:
    assert steps_of(lambda x: x + 1, 3)[0][0] == "call"
    trace = rnnviz.trace(lambda x: x + 1, 3)
    assert trace.title == "<lambda>"
    assert trace.sources[0].file == "test_followed.py"
    assert repr(trace) == "<Trace of <lambda>: 2 steps, returned 4>"

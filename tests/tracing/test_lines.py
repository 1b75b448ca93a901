"""Every line's effects, against a log that the code writes itself and against logs written by hand."""

import linecache
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rnnviz
from tests.tracing import samples
from tests.tracing.log import logged, plain, plain_value, seen


@pytest.mark.parametrize("function", samples.PLAIN, ids=lambda function: function.__name__)
def test_each_statement_did_what_its_own_log_says(function: Callable[[], Any]) -> None:
    log, noted, returned, problem = logged(function)
    trace = rnnviz.trace(function)
    assert trace.cut is None
    found = seen(trace, noted)
    assert [line for line, _ in found] == [line for line, _ in log]
    for (line, mine), (_, theirs) in zip(found, log, strict=True):
        assert mine == theirs, f"line {line}"
    if problem is None:
        assert trace.result is not None
        assert plain_value(trace.result) == plain(returned)
    else:
        assert trace.error is not None
        assert (trace.error.type, trace.error.message) == (type(problem).__name__, str(problem))


def test_the_worked_example_runs_up_to_its_error() -> None:
    trace = rnnviz.trace(samples.as_printed)
    assert trace.error is not None
    assert trace.error.type == "ValueError"
    assert trace.error.message == "operands could not be broadcast together with shapes (2,) (0,) "
    said = "operands could not be broadcast together with shapes (2,) (0,)"
    assert repr(trace) == f"<Trace of as_printed: 12 steps, raised ValueError in line {trace.error.line}: {said}>"
    last = trace.at(-1)
    assert last.event.kind == "exception"
    assert trace.sources[0].lines[last.event.line - trace.sources[0].first_line].strip() == "written = i * g"
    # Printed in the material, to four digits.
    for name, numbers in {"i": [0.5125, 0.5424], "f": [0.5720, 0.6011], "kept": [0.4576, -0.3607], "g": []}.items():
        value: Any = last.frame.variables[name]
        assert value.shaped.round(4).tolist() == numbers
    assert "written" not in last.frame.variables


def steps_of(function: Callable[..., Any], *args: Any, **options: Any) -> list[tuple[str, str, str]]:
    """Kind, function and text of the line of every step."""
    trace = rnnviz.trace(function, *args, **options)
    found = []
    for event in trace.events:
        source = trace.sources[event.source]
        text = source.lines[event.line - source.first_line].strip()
        found.append((event.kind, source.name.rpartition(".")[2], text))
    return found


def test_a_loop_step_by_step_as_written_by_hand() -> None:
    assert steps_of(samples.loops, 2) == [
        ("call", "loops", "def loops(n: int = 4) -> Any:"),
        ("line", "loops", "total, seen = 0, []"),
        ("line", "loops", "for k in range(n):"),
        ("line", "loops", "if k % 2:"),
        ("line", "loops", "total += k"),
        ("line", "loops", "seen.append(total)"),
        ("line", "loops", "for k in range(n):"),
        ("line", "loops", "if k % 2:"),
        ("line", "loops", "continue"),
        ("line", "loops", "for k in range(n):"),
        ("line", "loops", "last = k"),
        ("line", "loops", "while total > 1:"),
        ("line", "loops", "last = -1"),
        ("line", "loops", "del last"),
        ("return", "loops", "return total, seen"),
    ]


def test_a_statement_over_several_lines_is_one_step_for_each_of_them() -> None:
    assert steps_of(samples.over_lines) == [
        ("call", "over_lines", "def over_lines(x: int = 1) -> Any:"),
        ("line", "over_lines", "x,"),
        ("line", "over_lines", "x"),
        ("line", "over_lines", "+ 1,"),
        ("line", "over_lines", "x"),
        ("line", "over_lines", "pair = ("),
        ("line", "over_lines", "total = sum("),
        ("line", "over_lines", "pair,"),
        ("line", "over_lines", "start=x,"),
        ("line", "over_lines", "total = sum("),
        ("return", "over_lines", "return total"),
    ]


def test_the_next_line_is_the_one_that_runs() -> None:
    for function in samples.PLAIN:
        trace = rnnviz.trace(function)
        for event, after in zip(trace.events, trace.events[1:], strict=False):
            assert event.next_line == after.line, function.__name__
        assert trace.events[-1].leaves
        assert trace.at(-1).next is None


NAMES = st.sampled_from(["a", "b", "c"])
PARTS = st.one_of(st.integers(-3, 3).map(str), st.sampled_from(["a", "len(b)", "b[0]", "a + 1", "np.sum(c)", "a / 0"]))


@st.composite
def statements(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Lines of a random program; many of them fail, which is what happens to programs."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 6 if depth < 2 else 3))
        if kind <= 1:
            lines.append(f"a = {draw(PARTS)}")
        elif kind == 2:
            lines.append(draw(st.sampled_from(["b.append(a)", "b = [*b, c]", "b.pop()", "b[0] = c", "d = b", "del d"])))
        elif kind == 3:
            lines.append(draw(st.sampled_from(["c += 1", "c[0] = np.nan", "c = c * 1", "d = c", "c[-1] = len(b)"])))
        else:
            inside = [f"    {line}" for line in draw(statements(depth + 1))]
            if kind == 4:
                lines += [f"for k{depth} in range(2):", *inside]
            elif kind == 5:
                lines += ["if a:", *inside]
            else:
                rest = [f"    {line}" for line in draw(statements(depth + 1))]
                lines += ["try:", *inside, draw(st.sampled_from(["except Exception:", "finally:"])), *rest]
    return lines


NESTED = ["try:", "    del d", "finally:", "    try:", "        del d", "    finally:", "        a = 0", "    a = 0"]


@given(statements())
@example(NESTED)
@example(["try:", "    a = a / 0", "finally:", "    a = 0", "    if a:", "        a = 1"])
@example(["try:", "    a = a / 0", "finally:", "    del d", "    a = 0", "    a = 1"])
def test_random_programs_did_what_their_own_log_says(lines: list[str]) -> None:
    body = ["def program():", "    a, b, c = 1, [2], np.zeros(2)", *(f"    {line}" for line in lines), "    return a"]
    text = "\n".join(body) + "\n"
    name = f"<program {hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    space: dict[str, Any] = {}
    exec(compile("import numpy as np\n", "", "exec"), space)
    exec(compile(text, name, "exec"), space)
    program = space["program"]
    assert isinstance(program, FunctionType)
    log, noted, returned, problem = logged(program)
    trace = rnnviz.trace(program)
    assert seen(trace, noted) == log, text
    assert (trace.error is None) is (problem is None)
    if trace.result is not None:
        assert plain_value(trace.result) == plain(returned)


def test_a_log_would_notice_a_missing_change() -> None:
    log, noted, _, _ = logged(samples.in_place)
    trace = rnnviz.trace(samples.in_place)
    log[3][1]["h"] = log[2][1]["h"]
    assert seen(trace, noted) != log

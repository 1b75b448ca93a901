"""A log of what variables held after each statement, written by the code itself: the oracle of the trace.

The statements are put into a copy of the code's syntax tree, so Python's tracing has no part in it.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import numpy as np
import torch

from rnnviz import Trace
from rnnviz.tracing import Array, Number, Object, Raised, Reference, Sequence, Text, Value
from rnnviz.tracing import Mapping as Named

NOTE = "_note_"
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete, ast.Assert, ast.Pass, ast.Raise)

Log = list[tuple[int, dict[str, Any]]]


class _Noting(ast.NodeTransformer):
    """After every statement in one line, a call of the note."""

    def visit(self, node: ast.AST) -> Any:
        made: Any = self.generic_visit(node)
        if isinstance(node, _SIMPLE) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            note = ast.parse(f"{NOTE}({node.lineno}, locals())").body[0]
            return [made, note]
        return made


def logged(function: Callable[..., Any], *args: Any) -> tuple[Log, set[int], Any, Exception | None]:
    """What the statements did, the lines that they stand in, and what came of it."""
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines)))
    ast.increment_lineno(tree, first - 1)
    noted = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, _SIMPLE) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    }
    tree = ast.fix_missing_locations(_Noting().visit(tree))
    log: Log = []

    def note(line: int, variables: dict[str, Any]) -> None:
        kept = {name: value for name, value in variables.items() if not isinstance(value, BaseException)}
        log.append((line, {name: plain(value) for name, value in kept.items()}))

    assert isinstance(function, FunctionType)
    space = {**function.__globals__, NOTE: note}
    exec(compile(tree, "<noted>", "exec"), space)
    try:
        return log, noted, space[function.__name__](*args), None
    except Exception as problem:
        return log, noted, None, problem


def seen(trace: Trace, noted: set[int], frame: int = 0) -> Log:
    """What the trace says that the same statements did."""
    found: Log = []
    for step, event in enumerate(trace.events):
        went_on = isinstance(event.value, Raised) and event.value.line != event.line
        if (event.kind == "line" or went_on) and event.line in noted and event.frame == frame:
            variables = trace.at(step).frame.variables
            told = {name: plain_value(value) for name, value in variables.items() if not value.type.endswith("Error")}
            found.append((event.line, told))
    return found


def plain(thing: Any) -> Any:
    """A copy of what a variable holds, as things that can be compared."""
    if isinstance(thing, torch.Tensor):
        thing = thing.detach().clone().numpy()
    if isinstance(thing, np.ndarray):
        return (str(thing.dtype), thing.shape, [repr(number) for number in thing.ravel().tolist()])
    if isinstance(thing, np.generic):
        return str(thing)
    if isinstance(thing, str):
        return ("str", thing)
    if isinstance(thing, list | tuple):
        return [type(thing).__name__, *map(plain, thing)]
    if isinstance(thing, set):
        return ["set", *sorted(map(str, map(plain, thing)))]
    if isinstance(thing, Mapping):
        return [(plain(key), plain(value)) for key, value in thing.items()]
    if isinstance(thing, int | float | complex | None):
        return repr(thing)
    return type(thing).__name__


def plain_value(value: Value) -> Any:
    """The same of a value."""
    match value:
        case Array(shaped=shaped, dtype=dtype):
            assert shaped is not None
            return (dtype, value.shape, [repr(number) for number in shaped.ravel().tolist()])
        case Number():
            return value.text
        case Text():
            return ("str", value.text)
        case Sequence(type="set"):
            return ["set", *sorted(map(str, map(plain_value, value.items)))]
        case Sequence():
            return [value.type, *map(plain_value, value.items)]
        case Named():
            return [(plain_value(key), plain_value(item)) for key, item in value.items]
        case Object() | Reference():
            return value.type

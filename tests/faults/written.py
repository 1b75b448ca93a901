"""Faults in what rnnviz writes and draws: formula, code, numbers, shares, picture."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rnnviz.cells import CELL_TYPES, code, contributions, diagram, evaluate, katex, mathml, stages, substitute, symbol
from rnnviz.cells.expression import Expression, terms
from rnnviz.cells.operation import Node
from tests.cells import agreement, crosscheck
from tests.faults.planted import Fault, Patch


def _set(target: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


def _read(name: str, value: object) -> Patch:
    """What the checks read, written differently."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(agreement, name, value)
        patch.setattr(crosscheck, name, value)

    return plant


def _no_brackets(patch: pytest.MonkeyPatch) -> None:
    for writer in (katex._Katex, mathml._MathML, code._Code):
        patch.setattr(writer, "group", lambda self, inner: inner)


_own_symbol = symbol.symbol


def _always_back(name: str, *, reverse: bool = False) -> symbol.Symbol:
    return _own_symbol(name)


def _always_now(name: str, *, reverse: bool = False) -> symbol.Symbol:
    found = _own_symbol(name)
    return replace(found, time=found.time and "t")


def _symbols(function: Callable[..., symbol.Symbol]) -> Patch:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(katex, "symbol", function)
        patch.setattr(mathml, "symbol", function)

    return plant


_own_number = substitute.number


def _no_minus(value: float, digits: int, **options: bool) -> str:
    return _own_number(abs(value), digits, **options)


def _cut_off(value: float, digits: int, **options: bool) -> str:
    return _own_number(int(value * 10**digits) / 10**digits + 0.0, digits, **options)


def _no_number_brackets(value: float, digits: int, **options: bool) -> str:
    return _own_number(value, digits)


def _all_short(value: float, digits: int, **options: bool) -> str:
    return _own_number(round(value, 1), digits, first=options.get("first", True), short=True)


_own_fill = substitute.fill


def _first_unit(*arguments: Any, unit: int, **options: Any) -> str:
    return _own_fill(*arguments, unit=0, **options)


_own_stages = stages.stages


def _next_unit(*arguments: Any, unit: int, **options: Any) -> tuple[str, ...]:
    others = _own_stages(*arguments, unit=(unit + 1) % 3, **options)
    return (*_own_stages(*arguments, unit=unit, **options)[:-1], others[-1])


def _miscounted(*arguments: Any, **options: Any) -> str:
    return _own_fill(*arguments, **options).replace("[2 more]", "[3 more]").replace("[1 more]", "[2 more]")


def _but_the_last(expression: Expression) -> tuple[Expression, ...]:
    found = terms(expression)
    return found[:-1] or found


def _wires(mode: str, name: str, change: Callable[[Node], Node]) -> Patch:
    """Draw one operation of a cell type differently."""
    cell_type = CELL_TYPES[mode]
    operations = tuple(
        replace(operation, node=change(operation.node)) if operation.name == name and operation.node else operation
        for operation in cell_type.operations
    )
    return lambda patch: patch.setitem(CELL_TYPES, mode, replace(cell_type, operations=operations))


def _swapped(node: Node) -> Node:
    (one, first), (other, second) = node.wires.items()
    return replace(node, wires={one: second, other: first})


_own_diagram = diagram.diagram


def _drawn(change: Callable[[diagram.Diagram], diagram.Diagram]) -> Patch:
    return lambda patch: patch.setattr(diagram, "diagram", lambda cell_type: change(_own_diagram(cell_type)))


WRITTEN = (
    Fault(
        "brackets lost in print", "GRU", ("cells:katex", "cells:mathml", "cells:code", "cross:writings"), _no_brackets
    ),
    Fault(
        "reverse formulas print t-1",
        "LSTM",
        (
            "cells:katex",
            "cells:mathml",
            "cross:writings",
        ),
        _symbols(_always_back),
    ),
    Fault(
        "the past printed as now",
        "RNN_TANH",
        (
            "cells:katex",
            "cells:mathml",
            "cross:writings",
        ),
        _symbols(_always_now),
    ),
    Fault(
        "a times printed as a plus",
        "LSTM",
        (
            "cells:katex",
            "cross:writings",
        ),
        _set(katex._Katex, "times", " + "),
    ),
    Fault(
        "a minus printed as a plus",
        "GRU",
        (
            "cells:mathml",
            "cross:writings",
        ),
        _set(mathml._MathML, "minus", "<mo>+</mo>"),
    ),
    Fault(
        "tanh printed as sigma",
        "RNN_TANH",
        (
            "cells:katex",
            "cross:writings",
        ),
        lambda patch: patch.setitem(katex._FUNCTION, "tanh", r"\sigma"),
    ),
    Fault(
        "a constant printed as 2",
        "GRU",
        (
            "cells:code",
            "cross:writings",
        ),
        _set(code._Code, "number", lambda self, value: "2"),
    ),
    Fault(
        "minus signs lost in the numbers",
        "LSTM",
        (
            "cells:lines",
            "cross:operands",
        ),
        _set(substitute, "number", _no_minus),
    ),
    Fault(
        "numbers cut instead of rounded",
        "LSTM",
        (
            "cells:lines",
            "cross:operands",
        ),
        _set(substitute, "number", _cut_off),
    ),
    Fault(
        "a minus after another sign",
        "RNN_TANH",
        (
            "cells:lines",
            "cross:operands",
        ),
        _set(substitute, "number", _no_number_brackets),
    ),
    Fault(
        "every line is unit 0's",
        "GRU",
        (
            "cells:lines",
            "cross:operands",
        ),
        _read("fill", _first_unit),
    ),
    Fault(
        "the products left out miscounted",
        "LSTM",
        (
            "cells:lines",
            "cross:operands",
        ),
        _read("fill", _miscounted),
    ),
    Fault(
        "the rest of a product lost",
        "RNN_RELU",
        (
            "cells:lines",
            "cross:operands",
        ),
        _set(substitute, "_total", lambda products: 0.0),
    ),
    Fault(
        "computed numbers shortened",
        "RNN_TANH",
        (
            "cells:stages",
            "cross:operands",
        ),
        _set(substitute, "number", _all_short),
    ),
    Fault(
        "a stage carried out for unit 0",
        "GRU",
        (
            "cells:stages",
            "cross:chain",
        ),
        _set(stages, "fill", _first_unit),
    ),
    Fault(
        "a term lost between two stages",
        "LSTM",
        (
            "cells:stages",
            "cross:chain",
        ),
        _set(stages, "terms", _but_the_last),
    ),
    Fault(
        "a result of another unit",
        "LSTM",
        (
            "cells:stages",
            "cross:chain",
        ),
        _read("stages", _next_unit),
    ),
    Fault(
        "a share left out",
        "LSTM",
        (
            "cells:contributions",
            "cross:shares",
        ),
        _set(contributions, "terms", _but_the_last),
    ),
    Fault(
        "tanh computed for sigmoid",
        "GRU",
        (
            "cells:evaluate",
            "cross:functions",
        ),
        lambda patch: patch.setitem(evaluate.NUMPY, "sigmoid", evaluate.NUMPY["tanh"]),
    ),
    Fault(
        "two wires swapped at their node",
        "LSTM",
        (
            "drawing:wire-ends",
            "paint:followed",
        ),
        _wires("LSTM", "kept", _swapped),
    ),
    Fault(
        "a node moved away from its wires",
        "GRU",
        (
            "drawing:wire-ends",
            "paint:followed",
        ),
        _wires("GRU", "n", lambda node: replace(node, at=(node.at[0] + 60, node.at[1]))),
    ),
    Fault(
        "a chip on a node",
        "LSTM",
        (
            "drawing:room",
            "paint:covered",
        ),
        _wires("LSTM", "c", lambda node: replace(node, chip=node.at)),
    ),
    Fault(
        "a chip beside another wire",
        "LSTM",
        (
            "drawing:chips",
            "paint:beside",
        ),
        _wires("LSTM", "kept", lambda node: replace(node, chip=(690.0, 610.0))),
    ),
    Fault(
        "a chip outside the picture",
        "RNN_TANH",
        (
            "drawing:room",
            "paint:covered",
        ),
        _wires("RNN_TANH", "h", lambda node: replace(node, chip=(-5.0, 10.0))),
    ),
    Fault(
        "a wire left out",
        "GRU",
        (
            "drawing:wires",
            "paint:followed",
        ),
        _drawn(lambda drawn: replace(drawn, wires=drawn.wires[1:])),
    ),
    Fault(
        "a wire drawn twice",
        "GRU",
        (
            "drawing:wires",
            "paint:followed",
        ),
        _drawn(lambda drawn: replace(drawn, wires=(*drawn.wires, drawn.wires[0]))),
    ),
    Fault(
        "a chip left out",
        "GRU",
        (
            "drawing:names",
            "paint:covered",
        ),
        _drawn(lambda drawn: replace(drawn, chips=drawn.chips[1:])),
    ),
    Fault(
        "nodes named after others",
        "LSTM",
        (
            "drawing:names",
            "paint:followed",
        ),
        _drawn(lambda drawn: replace(drawn, nodes=drawn.nodes[::-1])),
    ),
    Fault(
        "a wire through a foreign node",
        "LSTM",
        (
            "drawing:clear-ways",
            "paint:followed",
        ),
        _wires(
            "LSTM",
            "h",
            lambda node: replace(
                node, wires={**node.wires, "o": (*node.wires["o"][:1], (50.0, 370.0), *node.wires["o"][1:])}
            ),
        ),
    ),
)

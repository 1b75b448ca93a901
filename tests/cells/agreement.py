"""What rnnviz writes about an operation, read again and computed. Ordinary tests and planted faults use these checks.

The numbers come from the stepped oracle, never from rnnviz.
"""

from functools import partial

import numpy as np
import torch

from rnnviz.cells import CellType, Operation
from rnnviz.cells.code import code_line
from rnnviz.cells.contributions import contributions
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.katex import katex
from rnnviz.cells.mathml import mathml
from rnnviz.cells.stages import stages
from rnnviz.cells.substitute import fill, template
from tests.cells.grammar import Symbol, equation
from tests.cells.read_katex import katex_tokens
from tests.cells.read_line import read_line
from tests.cells.read_mathml import mathml_tokens
from tests.recorder.stepping import Walk

EXACT = 1e-12
_SHOWN = ((4, 17, 1e-13), (4, 4, 0.02), (2, 17, 1e-13), (99, 4, 0.02))
"""Lines to try: products written out, digits, and how wide the printed numbers may leave the result."""


def check_evaluate(cell_type: CellType, walk: Walk) -> None:
    """The computing walk gives the oracle's value, for all steps and rows at once."""
    known = {**walk.values, **walk.weights}
    for operation in cell_type.operations:
        _equal(evaluate(operation.expression, known), walk.values[operation.name], operation.name)


def check_code(cell_type: CellType, walk: Walk) -> None:
    """Each code line, run by Python after ``import torch``, makes the variable of its name, with the oracle's value."""
    for t, row in _moments(walk):
        names = {name: torch.from_numpy(value) for name, value in {**inputs(walk, t, row), **walk.weights}.items()}
        for operation in cell_type.operations:
            line = code_line(operation)
            before = set(names)
            # The lines build on each other, as they do on the screen.
            exec(line, {"torch": torch}, names)
            assert set(names) - before == {operation.name}, line
            _equal(names[operation.name].numpy(), walk.at(operation.name, t, row), line)


def check_katex(cell_type: CellType, walk: Walk) -> None:
    """Each KaTeX formula, its states looked up at the time it prints, has the oracle's value."""
    for operation in cell_type.operations:
        text = katex(operation, reverse=walk.reverse)
        for t, row in _moments(walk):
            name, value = equation(katex_tokens(text), partial(_look, walk, t, row))
            assert _variable(name) == (operation.name, 0), text
            _equal(value, walk.at(operation.name, t, row), text)


def check_mathml(cell_type: CellType, walk: Walk) -> None:
    """Each MathML formula, its states looked up at the time it prints, has the oracle's value."""
    for operation in cell_type.operations:
        text = mathml(operation, reverse=walk.reverse)
        for t, row in _moments(walk):
            name, value = equation(mathml_tokens(text), partial(_look, walk, t, row))
            assert _variable(name) == (operation.name, 0), text
            _equal(value, walk.at(operation.name, t, row), text)


def check_lines(cell_type: CellType, walk: Walk) -> None:
    """Each line of numbers has the oracle's value: to rounding at 17 digits, within its own rounding at 4."""
    for operation in cell_type.operations:
        parts = template(operation)
        for t, row in _moments(walk):
            values = inputs(walk, t, row) | {name: walk.at(name, t, row) for name in operation.reads}
            expected = walk.at(operation.name, t, row)
            for unit in range(len(expected)):
                for written_out, digits, widest in _SHOWN:
                    text = fill(parts, values, walk.weights, unit=unit, digits=digits, written_out=written_out)
                    line = read_line(text)
                    span = line.value()
                    assert span.has(float(expected[unit])), f"{text} = {expected[unit]}"
                    assert span.high - span.low < widest, f"{text} says too little"
                    assert line.more == _left_out(operation, walk, written_out), text


def check_stages(cell_type: CellType, walk: Walk) -> None:
    """Each stage of a calculation has the oracle's value, and each has fewer numbers than the one before."""
    for operation in cell_type.operations:
        for t, row in _moments(walk):
            values = inputs(walk, t, row) | {name: walk.at(name, t, row) for name in (*operation.reads, operation.name)}
            expected = walk.at(operation.name, t, row)
            for unit in range(len(expected)):
                for digits, widest in ((17, 1e-13), (4, 0.02)):
                    written = stages(operation, values, walk.weights, unit=unit, digits=digits)
                    lines = [read_line(text) for text in written]
                    for text, span in zip(written, (line.value() for line in lines), strict=True):
                        assert span.has(float(expected[unit])), f"{text} = {expected[unit]}"
                        assert span.high - span.low < widest, f"{text} says too little"
                    counts = [len(line.tokens) for line in lines]
                    assert counts[-1] == 1, written
                    assert counts == sorted(set(counts), reverse=True), written


def check_contributions(cell_type: CellType, walk: Walk) -> None:
    """The shares of an operation add up to it, and each share is what its own code computes."""
    for operation in cell_type.operations:
        known = {**walk.values, **walk.weights}
        shares = contributions(operation, known)
        expected = walk.values[operation.name]
        total = np.sum([np.broadcast_to(share, expected.shape) for share in shares.values()], axis=0)
        _equal(total, expected, operation.name)
        for t, row in _moments(walk):
            names = {name: torch.from_numpy(walk.at(name, t, row)) for name in operation.reads}
            names |= {name: torch.from_numpy(value) for name, value in walk.weights.items()}
            for code, share in shares.items():
                own = np.broadcast_to(share, expected.shape)[t, row]
                _equal(eval(code, {"torch": torch}, names).numpy(), own, code)


CHECKS = {
    "evaluate": check_evaluate,
    "code": check_code,
    "katex": check_katex,
    "mathml": check_mathml,
    "lines": check_lines,
    "stages": check_stages,
    "contributions": check_contributions,
}


def _moments(walk: Walk) -> list[tuple[int, int]]:
    """The first and last position, where the initial state is near, and one row each."""
    length, rows = walk.values["h"].shape[:2]
    return sorted({(0, 0), (length - 1, rows - 1), (length // 2, 0)})


def inputs(walk: Walk, t: int, row: int) -> dict[str, np.ndarray]:
    before = t + 1 if walk.reverse else t - 1
    states = {f"{state}_prev": walk.at(state, before, row) for state in walk.initial}
    return {"x": walk.at("x", t, row), **states}


def _variable(symbol: Symbol) -> tuple[str, int | None]:
    return symbol.base + (f"_{symbol.index}" if symbol.index else ""), symbol.offset


def _look(walk: Walk, t: int, row: int, symbol: Symbol) -> np.ndarray:
    """The value that a printed name stands for: a weight if it shows no time."""
    name, offset = _variable(symbol)
    return walk.weights[name] if offset is None else walk.at(name, t + offset, row)


def _left_out(operation: Operation, walk: Walk, written_out: int) -> tuple[int, ...]:
    """How many products each matrix product of the operation must leave out, by its number of columns."""
    columns = [walk.weights[name].shape[1] for name in operation.parameters if name.startswith("W")]
    return tuple(count - (written_out - 1) for count in columns if count > written_out)


def _equal(value: np.ndarray, expected: np.ndarray, what: str) -> None:
    value, expected = np.broadcast_arrays(value, expected)
    apart = np.abs(value - expected) / np.maximum(1, np.abs(expected))
    assert apart.max() <= EXACT, f"{what}: {apart.max()} apart"

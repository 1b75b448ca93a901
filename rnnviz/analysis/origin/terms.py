"""The terms of one unit of an operation, read off its expression: no cell type is known by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.origin.source import Source
from rnnviz.analysis.origin.term import Factor, Term
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract, is_parameter
from rnnviz.cells.notation import number_text, write


@dataclass(frozen=True)
class Reading:
    """What the terms are read from; everything is float64."""

    values: Mapping[str, np.ndarray]
    """Every value and weight that the operation reads, by name."""
    home: Callable[[str, int], Source]
    """Where a unit of a value that the step reads was made."""


def terms(expression: Expression, unit: int, result: float, reading: Reading) -> tuple[Term, ...]:
    """The terms of one unit, the largest first; those of equal size in the order of the code.

    A matrix product is a term for each of its columns. A function passes its argument on: one term, which contributes
    the whole ``result``.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        found = list(_terms(expression, unit, result, reading, 1))
    # What is no number is the largest: it decides the result.
    return tuple(sorted(found, key=lambda term: -_size(term.contribution)))


def _size(value: float) -> float:
    return np.inf if np.isnan(value) else abs(value)


def _terms(node: Expression, unit: int, result: float, reading: Reading, sign: int) -> Iterator[Term]:
    match node:
        case Add(left, right):
            yield from _terms(left, unit, result, reading, sign)
            yield from _terms(right, unit, result, reading, sign)
        case Subtract(left, right):
            yield from _terms(left, unit, result, reading, sign)
            yield from _terms(right, unit, result, reading, -sign)
        case MatVec(matrix, vector):
            row, column = reading.values[matrix.text][unit], reading.values[vector.text]
            for j, (weight, value) in enumerate(zip(row.tolist(), column.tolist(), strict=True)):
                own = Factor(f"{matrix.text}[{unit},{j}]", weight)
                read = Factor(f"{vector.text}[{j}]", value, (reading.home(vector.text, j),))
                yield Term((own, read), sign * weight * value, sign)
        case Call(_, argument):
            yield Term((_factor(argument, unit, reading, 0),), result, sign)
        case _:
            factors = tuple(_factors(node, unit, reading))
            yield Term(factors, sign * float(np.prod([factor.value for factor in factors])), sign)


def _factors(node: Expression, unit: int, reading: Reading) -> Iterator[Factor]:
    match node:
        case Multiply(left, right):
            yield from _factors(left, unit, reading)
            yield from _factors(right, unit, reading)
        case _:
            yield _factor(node, unit, reading, 2)


def _factor(node: Expression, unit: int, reading: Reading, level: int) -> Factor:
    code = write(node, _Indexed(unit))
    if isinstance(node, Number):
        return Factor(code, node.value)
    value = float(evaluate(node, reading.values)[unit])
    sources = tuple(reading.home(name, entry) for name, entry in _read(node, unit, reading))
    return Factor(f"({code})" if level > 0 and isinstance(node, Add | Subtract) else code, value, sources)


def _read(node: Expression, unit: int, reading: Reading) -> Iterator[tuple[str, int]]:
    """The values that a factor is made of, with the units that count."""
    match node:
        case Name(text):
            if not is_parameter(text):
                yield text, unit
        case MatVec(_, vector):
            yield from ((vector.text, entry) for entry in range(len(reading.values[vector.text])))
        case Call(_, argument):
            yield from _read(argument, unit, reading)
        case Add(left, right) | Subtract(left, right) | Multiply(left, right):
            yield from _read(left, unit, reading)
            yield from _read(right, unit, reading)


class _Indexed:
    """Code of one unit: ``1 - z[0]``."""

    plus, minus, times = " + ", " - ", " * "

    def __init__(self, unit: int) -> None:
        self.unit = unit

    def name(self, text: str) -> str:
        return f"{text}[{self.unit}]"

    def number(self, value: float) -> str:
        return number_text(value)

    def product(self, matrix: str, vector: str) -> str:
        return f"{matrix}[{self.unit}] @ {vector}"

    def call(self, function: str, argument: str) -> str:
        return f"{function}({argument})"

    def group(self, inner: str) -> str:
        return f"({inner})"

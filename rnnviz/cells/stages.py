"""An operation calculated as on paper: the numbers put in, the products, the sum.

Each stage is the expression with its innermost operations carried out, so the same walk that writes a line of numbers
writes every stage of it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract, is_parameter, terms
from rnnviz.cells.operation import Operation
from rnnviz.cells.substitute import WRITTEN_OUT, fill, more_in_english, number, walk


def stages(
    operation: Operation,
    values: Mapping[str, Float[np.ndarray, " size"]],
    weights: Mapping[str, np.ndarray],
    *,
    unit: int,
    digits: int = 4,
    given: Collection[str] = (),
    more: Callable[[int], str] = more_in_english,
) -> tuple[str, ...]:
    """What a person would write down for one unit, from the numbers put in to the result.

    Where the weights that it reads are not known, the result is all.

    Args:
        operation: what is calculated.
        values: what it reads, and its own result, by name.
        weights: the weight blocks that it reads, by name; each ``(rows, columns)`` or ``(rows,)``.
        unit: from 0.
        digits: after the point.
        given: the values that were given, not computed: they stand without the zeros at their ends, like the weights.
        more: words the count of products left out of a long sum.

    >>> from rnnviz.cells import GRU
    >>> values = {"z": np.array([0.25]), "n": np.array([0.8]), "fresh": np.array([0.6])}
    >>> stages(GRU.operation("fresh"), values, {}, unit=0, digits=2)
    ('(1 − 0.25) · 0.80', '0.75 · 0.80', '0.60')
    """
    known: dict[str, np.ndarray] = {**values, **weights}
    short = {*given, *(name for name in weights if is_parameter(name))}
    known_whole = all(name in known for name in operation.parameters)
    node: Expression = operation.expression if known_whole else Name(operation.name)
    lines: list[str] = []
    while not isinstance(node, Name):
        lines.append(fill(walk(node), known, known, unit=unit, digits=digits, short=short, more=more))
        node, known = _carried_out(node, known)
    # The last line is what the run gave; a sum made here in another order may differ in its last bits.
    return (*lines, number(values[operation.name][unit], digits))


def units_alike(written: Iterable[tuple[int, tuple[str, ...]]]) -> tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]:
    """The units whose lines are the very same, together: each unit comes with its lines.

    >>> units_alike([(0, ("0.5",)), (1, ("0.3",)), (2, ("0.5",))])
    (((0, 2), ('0.5',)), ((1,), ('0.3',)))
    """
    units: dict[tuple[str, ...], tuple[int, ...]] = {}
    for unit, lines in written:
        units[lines] = (*units.get(lines, ()), unit)
    return tuple((same, lines) for lines, same in units.items())


def _carried_out(node: Expression, known: Mapping[str, np.ndarray]) -> tuple[Expression, dict[str, np.ndarray]]:
    """The expression with its innermost operations replaced by their values, and the values under new names."""
    found = dict(known)

    def named(value: np.ndarray) -> Name:
        name = f"stage_{len(found)}"
        found[name] = value
        return Name(name)

    def carry(node: Expression) -> Expression:
        match node:
            case Name() | Number():
                return node
            case MatVec(matrix, vector):
                return products(found[matrix.text], found[vector.text])
            case Call(function, argument) if not _atomic(argument):
                return Call(function, carry(argument))
            case Multiply(left, right) if not (_atomic(left) and _atomic(right)):
                return Multiply(carry(left), carry(right))
            case Subtract(left, right) if not (_atomic(left) and _atomic(right)):
                return Subtract(carry(left), carry(right))
            case Add() if not all(_atomic(term) for term in terms(node)):
                return _sum([carry(term) for term in terms(node)])
        with np.errstate(all="ignore"):
            return named(np.asarray(evaluate(node, found)))

    def products(matrix: np.ndarray, vector: np.ndarray) -> Expression:
        with np.errstate(all="ignore"):
            # Too many to write out: their sum at once.
            if len(vector) > WRITTEN_OUT:
                return named(matrix @ vector)
            return _sum([named(matrix[:, j] * vector[j]) for j in range(len(vector))])

    return carry(node), found


def _atomic(node: Expression) -> bool:
    return isinstance(node, Name | Number)


def _sum(summands: list[Expression]) -> Expression:
    first, *others = summands
    for other in others:
        first = Add(first, other)
    return first

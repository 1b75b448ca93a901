"""How a state follows from its own past: ``c = coefficient * c_prev + rest``, read out of the operations.

The coefficient and the rest do not hold the past, so both can be computed for all time steps at once; what is left to
do one step after another is a multiplication and an addition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from rnnviz.cells.expression import (
    Add,
    Call,
    Expression,
    MatVec,
    Multiply,
    Name,
    Number,
    Subtract,
    has_call,
    has_product,
    names,
)
from rnnviz.cells.in_place import Kernel, kernel
from rnnviz.cells.operation import Operation
from rnnviz.cells.rounding import Rounding


@dataclass(frozen=True)
class Recurrence:
    """``state = coefficient * past + rest``; a rest of None is nothing to add."""

    coefficient: Expression
    rest: Expression | None

    @cached_property
    def kernels(self) -> dict[Rounding, tuple[Kernel, Kernel | None]]:
        """What computes the coefficient and the rest for many steps at once."""
        return {
            rounding: (kernel(self.coefficient, rounding), None if self.rest is None else kernel(self.rest, rounding))
            for rounding in get_args(Rounding)
        }


def recurrence(state: str, operations: tuple[Operation, ...]) -> Recurrence:
    """The recurrence of one state.

    >>> from rnnviz.cells import LSTM
    >>> recurrence("c", LSTM.operations)
    Recurrence(coefficient=Name(text='f'), rest=Name(text='written'))

    Raises:
        NotImplementedError: the state is no linear function of its past.
    """
    past = f"{state}_prev"
    found = {operation.name: operation for operation in operations}
    tree = _inlined(found[state].expression, past, {name: one.expression for name, one in found.items()})
    coefficient, rest = _split(tree, past)
    if coefficient is None:
        raise NotImplementedError(f"{state} does not read {past}")
    return Recurrence(coefficient, rest)


def direct_path(state: str, operations: tuple[Operation, ...]) -> Expression | None:
    """What one step multiplies the past of a state by on its direct way: gates and candidates are taken as they are.

    The past also acts through them, but that way leads through a matrix product and a function. None where every way
    does: in a plain RNN.

    >>> from rnnviz.cells import GRU, LSTM, RNN_TANH
    >>> direct_path("c", LSTM.operations), direct_path("h", GRU.operations), direct_path("h", RNN_TANH.operations)
    (Name(text='f'), Name(text='z'), None)
    """
    past = f"{state}_prev"
    found = {one.name: one.expression for one in operations}
    through = {name: tree for name, tree in found.items() if not (has_product(tree) or has_call(tree))}
    tree = _inlined(found[state], past, through)
    try:
        return _split(tree, past)[0]
    except NotImplementedError:
        return None


def direct_way(state: str, operations: tuple[Operation, ...]) -> tuple[str, ...]:
    """The values on the direct way of a state to the next: the state before, what carries it on, the state.

    >>> from rnnviz.cells import LSTM
    >>> direct_way("c", LSTM.operations)
    ('c_prev', 'kept', 'c')
    """
    past = f"{state}_prev"
    found = {one.name: one for one in operations if not (has_product(one.expression) or has_call(one.expression))}

    def back(name: str) -> tuple[str, ...]:
        if name == past:
            return (past,)
        before = [back(read) for read in found[name].reads] if name in found else []
        way = next((one for one in before if one), ())
        return (*way, name) if way else ()

    return back(state)


def _inlined(node: Expression, past: str, formulas: Mapping[str, Expression]) -> Expression:
    """The expression with every operation that reads the past written out."""
    match node:
        case Name(text) if text != past and text in formulas:
            written_out = _inlined(formulas[text], past, formulas)
            return written_out if past in names(written_out) else node
        case Add(left, right):
            return Add(_inlined(left, past, formulas), _inlined(right, past, formulas))
        case Subtract(left, right):
            return Subtract(_inlined(left, past, formulas), _inlined(right, past, formulas))
        case Multiply(left, right):
            return Multiply(_inlined(left, past, formulas), _inlined(right, past, formulas))
        case Call(function, argument):
            return Call(function, _inlined(argument, past, formulas))
        case _:
            return node


def _split(node: Expression, past: str) -> tuple[Expression | None, Expression | None]:
    """The factor of the past, and what is added to it; None for a part that is not there."""
    if past not in names(node):
        return None, node
    match node:
        case Name():
            return Number(1.0), None
        case Add(left, right):
            (one, this), (other, that) = _split(left, past), _split(right, past)
            return _sum(one, other), _sum(this, that)
        case Multiply(left, right) if past not in names(left):
            factor, rest = _split(right, past)
            return _times(left, factor), _times(left, rest)
        case Multiply(left, right) if past not in names(right):
            factor, rest = _split(left, past)
            return _times(right, factor), _times(right, rest)
        case Add() | Subtract() | Multiply() | Call() | MatVec() | Number():
            raise NotImplementedError(f"not linear in {past}: {node}")


def _sum(left: Expression | None, right: Expression | None) -> Expression | None:
    if left is None or right is None:
        return right if left is None else left
    return Add(left, right)


def _times(left: Expression, right: Expression | None) -> Expression | None:
    if right is None:
        return None
    return left if right == Number(1.0) else Multiply(left, right)

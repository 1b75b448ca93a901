"""The small language in which operations are written, parsed once into a tree.

An expression is Python: names, whole numbers, ``W @ x`` (matrix times vector), ``*`` (elementwise), ``+``, ``-``
and the calls ``sigmoid(...)``, ``tanh(...)``, ``relu(...)``. Everything that rnnviz says about an operation (its
value, code, formula, numbers, wires) is a walk over this tree.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = ("sigmoid", "tanh", "relu")


@dataclass(frozen=True)
class Name:
    """A value (``c_prev``) or a parameter (``b_ii``)."""

    text: str


@dataclass(frozen=True)
class Number:
    """A constant, such as the 1 in ``1 - z``."""

    value: float


@dataclass(frozen=True)
class MatVec:
    """A weight matrix times a vector: ``W_ii @ x``."""

    matrix: Name
    vector: Name


@dataclass(frozen=True)
class Add:
    """``left + right``"""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Subtract:
    """``left - right``"""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Multiply:
    """``left * right``, elementwise."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Call:
    """An elementwise function of one argument."""

    function: str
    argument: "Expression"


Expression = Name | Number | MatVec | Add | Subtract | Multiply | Call


@lru_cache(maxsize=256)
def parse(text: str) -> Expression:
    """The tree of one expression.

    >>> parse("f * c_prev")
    Multiply(left=Name(text='f'), right=Name(text='c_prev'))

    Raises:
        SyntaxError: ``text`` uses anything outside the language.
    """
    return _convert(ast.parse(text, mode="eval").body)


def _convert(node: ast.expr) -> Expression:
    match node:
        case ast.Name(id=name):
            return Name(name)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Number(float(value))
        case ast.BinOp(left=ast.Name(id=matrix), op=ast.MatMult(), right=ast.Name(id=vector)):
            return MatVec(Name(matrix), Name(vector))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return Add(_convert(left), _convert(right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return Subtract(_convert(left), _convert(right))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return Multiply(_convert(left), _convert(right))
        case ast.Call(func=ast.Name(id=function), args=[argument], keywords=[]) if function in FUNCTIONS:
            return Call(function, _convert(argument))
    raise SyntaxError(f"not part of the language of operations: {ast.unparse(node)}")


def names(expression: Expression) -> Iterator[str]:
    """Every name in the expression, from left to right, with repeats."""
    match expression:
        case Name(text):
            yield text
        case Number():
            return
        case MatVec(matrix, vector):
            yield matrix.text
            yield vector.text
        case Call(_, argument):
            yield from names(argument)
        case Add(left, right) | Subtract(left, right) | Multiply(left, right):
            yield from names(left)
            yield from names(right)


LEAK = "alpha"
"""How much of a leaky unit is new at every step: a parameter that is neither a matrix nor a bias."""


def is_parameter(name: str) -> bool:
    """Whether a name is a weight matrix, a bias or a leak: ``W_hi``, ``b_in``, ``alpha``."""
    return name.startswith(("W_", "b_")) or name == LEAK


def is_bias(name: str) -> bool:
    """Whether a name is a bias: ``b_in``."""
    return name.startswith("b_")


def has_product(expression: Expression) -> bool:
    """Whether a matrix product occurs in the expression."""
    match expression:
        case MatVec():
            return True
        case Name() | Number():
            return False
        case Call(_, argument):
            return has_product(argument)
        case Add(left, right) | Subtract(left, right) | Multiply(left, right):
            return has_product(left) or has_product(right)


def has_call(expression: Expression) -> bool:
    """Whether a function is called in the expression."""
    match expression:
        case Call():
            return True
        case Add(left, right) | Subtract(left, right) | Multiply(left, right):
            return has_call(left) or has_call(right)
        case _:
            return False


def without_biases(expression: Expression) -> Expression:
    """The same sum with its bias terms left out: what a module built with ``bias=False`` computes.

    >>> without_biases(parse("W_in @ x + b_in"))
    MatVec(matrix=Name(text='W_in'), vector=Name(text='x'))
    """
    match expression:
        case Add(left, Name(text)) if is_bias(text):
            return without_biases(left)
        case Add(left, right):
            return Add(without_biases(left), without_biases(right))
        case _:
            return expression


def terms(expression: Expression) -> tuple[Expression, ...]:
    """The summands of a sum, from left to right; any other expression is its own only term."""
    match expression:
        case Add(left, right):
            return (*terms(left), *terms(right))
        case _:
            return (expression,)

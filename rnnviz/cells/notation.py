"""An expression written down: one walk, and a notation that says how each kind of node looks."""

from typing import Protocol, runtime_checkable

from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract


@runtime_checkable
class Notation(Protocol):
    """How each kind of node is written."""

    plus: str
    minus: str
    times: str

    def name(self, text: str) -> str: ...
    def number(self, value: float) -> str: ...
    def product(self, matrix: str, vector: str) -> str: ...
    def call(self, function: str, argument: str) -> str: ...
    def group(self, inner: str) -> str: ...


def write(expression: Expression, notation: Notation) -> str:
    """The expression in a notation, with brackets only where they are needed."""
    return _walk(expression, notation, 0)


def _walk(node: Expression, notation: Notation, level: int) -> str:
    """``level`` says what binds around the node: 0 nothing or a plus, 1 the right of a minus, 2 a times."""
    match node:
        case Name(text):
            return notation.name(text)
        case Number(value):
            return notation.number(value)
        case MatVec(matrix, vector):
            return notation.product(matrix.text, vector.text)
        case Call(function, argument):
            return notation.call(function, _walk(argument, notation, 0))
        case Multiply(left, right):
            return _walk(left, notation, 2) + notation.times + _walk(right, notation, 2)
        case Add(left, right):
            inner = _walk(left, notation, 0) + notation.plus + _walk(right, notation, 0)
        case Subtract(left, right):
            inner = _walk(left, notation, 0) + notation.minus + _walk(right, notation, 1)
    return notation.group(inner) if level > 0 else inner


def number_text(value: float) -> str:
    """A constant of the language, without a needless decimal point.

    >>> number_text(1.0)
    '1'
    """
    return f"{value:g}"

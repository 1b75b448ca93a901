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

    def binary(left: Expression, sign: str, right: Expression, *, level: int, strict: bool) -> str:
        return walk(left, level) + sign + walk(right, level + strict)

    def walk(node: Expression, level: int = 0) -> str:
        match node:
            case Name(text):
                return notation.name(text)
            case Number(value):
                return notation.number(value)
            case MatVec(matrix, vector):
                return notation.product(matrix.text, vector.text)
            case Call(function, argument):
                return notation.call(function, walk(argument))
            case Multiply(left, right):
                return binary(left, notation.times, right, level=2, strict=False)
            case Add(left, right):
                inner = binary(left, notation.plus, right, level=1, strict=False)
            case Subtract(left, right):
                inner = binary(left, notation.minus, right, level=1, strict=True)
        return notation.group(inner) if level > 1 else inner

    return walk(expression)


def number_text(value: float) -> str:
    """A constant of the language, without a needless decimal point.

    >>> number_text(1.0)
    '1'
    """
    return f"{value:g}"

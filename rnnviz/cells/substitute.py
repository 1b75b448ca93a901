"""A formula with numbers put in, for one unit.

The walk makes a template: text with slots. The player fills the slots in the browser at every step; ``fill`` does
the same here, for print.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract, is_parameter
from rnnviz.cells.notation import number_text
from rnnviz.cells.operation import Operation

WRITTEN_OUT = 4
"""A product of at most this many entries is written out whole; a longer one shows its largest entries."""

MINUS = "−"
DOT = " · "


@dataclass(frozen=True)
class Text:
    """Text between the numbers."""

    text: str


@dataclass(frozen=True)
class Value:
    """The selected unit of a value, such as f or c_prev."""

    name: str


@dataclass(frozen=True)
class Weight:
    """The selected unit of a bias."""

    name: str


@dataclass(frozen=True)
class Dot:
    """The selected row of a matrix times a vector, as a sum of products."""

    matrix: str
    vector: str


Part = Text | Value | Weight | Dot


def template(operation: Operation) -> tuple[Part, ...]:
    """The right-hand side as text and slots.

    >>> from rnnviz.cells import LSTM
    >>> template(LSTM.operation("kept"))
    (Value(name='f'), Text(text=' · '), Value(name='c_prev'))
    """
    return _walk(operation.expression, 0)


def _walk(node: Expression, level: int) -> tuple[Part, ...]:
    """``level`` says what binds around the node: 0 nothing or a plus, 1 the right of a minus, 2 a times."""
    match node:
        case Name(text):
            return (Weight(text) if is_parameter(text) else Value(text),)
        case Number(value):
            return (Text(number_text(value)),)
        case MatVec(matrix, vector):
            return (Dot(matrix.text, vector.text),)
        case Call(function, argument):
            return (Text(f"{'σ' if function == 'sigmoid' else function}("), *_walk(argument, 0), Text(")"))
        case Multiply(left, right):
            return (*_walk(left, 2), Text(DOT), *_walk(right, 2))
        case Add(left, right):
            inner = (*_walk(left, 0), Text(" + "), *_walk(right, 0))
        case Subtract(left, right):
            inner = (*_walk(left, 0), Text(f" {MINUS} "), *_walk(right, 1))
    return (Text("("), *inner, Text(")")) if level > 0 else inner


def number(value: float, digits: int = 4, *, first: bool = True) -> str:
    """A number as it stands in a line: a true minus sign, in brackets when it follows an operator; none before 0.

    >>> number(-0.5, 2), number(-0.5, 2, first=False), number(-0.00001), number(float("nan"))
    ('−0.50', '(−0.50)', '0.0000', 'nan')
    """
    text = f"{value:z.{digits}f}".replace("-", MINUS)
    in_brackets = text.startswith(MINUS) and not first and np.isfinite(value)
    return f"({text})" if in_brackets else text


def fill(
    parts: tuple[Part, ...],
    values: Mapping[str, Float[np.ndarray, " size"]],
    weights: Mapping[str, np.ndarray],
    *,
    unit: int,
    digits: int = 4,
    written_out: int = WRITTEN_OUT,
) -> str:
    """The template with the numbers of one unit put in.

    A matrix product of more than ``written_out`` entries shows the ones of largest magnitude and the sum of the
    others as one number with their count: ``0.1234 [60 more]``.
    """
    text = ""
    for part in parts:
        first = not text or text.endswith("(")
        match part:
            case Text(piece):
                text += piece
            case Value(name):
                text += number(float(values[name][unit]), digits, first=first)
            case Weight(name):
                text += number(float(weights[name][unit]), digits, first=first)
            case Dot(matrix, vector):
                text += _dot(weights[matrix][unit], values[vector], digits, first=first, written_out=written_out)
    return text


def _dot(
    row: Float[np.ndarray, " n"],
    vector: Float[np.ndarray, " n"],
    digits: int,
    *,
    first: bool,
    written_out: int,
) -> str:
    with np.errstate(invalid="ignore", over="ignore"):
        products = row.astype(np.float64) * vector.astype(np.float64)
    count = len(products)
    shown = np.arange(count)
    if count > written_out:
        # One place of the line is for the rest.
        shown = np.sort(np.argsort(-np.abs(products), kind="stable")[: written_out - 1])
    pieces = [
        number(float(row[j]), digits, first=first and k == 0) + DOT + number(float(vector[j]), digits, first=False)
        for k, j in enumerate(shown)
    ]
    if count > written_out:
        rest = _total(np.delete(products, shown))
        pieces.append(f"{number(rest, digits, first=False)} [{count - len(shown)} more]")
    return " + ".join(pieces)


def _total(products: Float[np.ndarray, " n"]) -> float:
    # Among infinite products the sum may be no number; that is what the line then says.
    with np.errstate(invalid="ignore", over="ignore"):
        return float(products.sum())

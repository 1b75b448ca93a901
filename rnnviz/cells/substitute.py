"""A formula with numbers put in, for one unit.

The walk makes a template: text with slots. The player fills the slots in the browser at every step; ``fill`` does
the same here, for print.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

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
    return walk(operation.expression)


def walk(node: Expression, level: int = 0) -> tuple[Part, ...]:
    """An expression as text and slots.

    ``level`` says what binds around the node: 0 nothing or a plus, 1 the right of a minus, 2 a times.
    """
    match node:
        case Name(text):
            return (Weight(text) if is_parameter(text) else Value(text),)
        case Number(value):
            return (Text(number_text(value)),)
        case MatVec(matrix, vector):
            return (Dot(matrix.text, vector.text),)
        case Call(function, argument):
            return (Text(f"{'σ' if function == 'sigmoid' else function}("), *walk(argument, 0), Text(")"))
        case Multiply(left, right):
            return (*walk(left, 2), Text(DOT), *walk(right, 2))
        case Add(left, right):
            inner = (*walk(left, 0), Text(" + "), *walk(right, 0))
        case Subtract(left, right):
            inner = (*walk(left, 0), Text(f" {MINUS} "), *walk(right, 1))
    return (Text("("), *inner, Text(")")) if level > 0 else inner


def number(value: float | np.floating[Any], digits: int = 4, *, first: bool = True, short: bool = False) -> str:
    """A number as it stands in a line: a true minus sign, in brackets when it follows an operator; none before 0.

    Args:
        value: a Python float, or a NumPy scalar of the type in which it was computed.
        digits: after the point.
        first: nothing stands before it that a sign must be kept from.
        short: a number that was given, not computed: without the zeros at its end, where nothing else is cut off.

    >>> number(-0.5, 2), number(-0.5, 2, first=False), number(-0.00001), number(float("nan"))
    ('−0.50', '(−0.50)', '0.0000', 'nan')
    >>> number(0.25, short=True), number(2.0, short=True), number(1 / 3, short=True)
    ('0.25', '2', '0.3333')
    >>> number(20.0, 0, short=True), number(0.0, 0, short=True)
    ('20', '0')
    """
    text = f"{value:z.{digits}f}"
    if short and "." in text and np.isfinite(value) and type(value)(text) == value:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", MINUS)
    in_brackets = text.startswith(MINUS) and not first and np.isfinite(value)
    return f"({text})" if in_brackets else text


def more_in_english(count: int) -> str:
    """How a line says that it leaves out ``count`` products."""
    return f"{count} more"


def fill(
    parts: tuple[Part, ...],
    values: Mapping[str, Float[np.ndarray, " size"]],
    weights: Mapping[str, np.ndarray],
    *,
    unit: int,
    digits: int = 4,
    written_out: int = WRITTEN_OUT,
    short: Container[str] = (),
    more: Callable[[int], str] = more_in_english,
) -> str:
    """The template with the numbers of one unit put in.

    The values and weights named in ``short`` were given, so they stand without the zeros at their ends.

    A matrix product of more than ``written_out`` entries shows the ones of largest magnitude and the sum of the
    others as one number with their count, worded by ``more``: ``0.1234 [60 more]``.
    """
    text = ""
    for part in parts:
        first = not text or text.endswith("(")
        match part:
            case Text(piece):
                text += piece
            case Value(name):
                text += number(values[name][unit], digits, first=first, short=name in short)
            case Weight(name):
                text += number(weights[name][unit], digits, first=first, short=name in short)
            case Dot(matrix, vector):
                row, column = weights[matrix][unit], values[vector]
                shown, rest = _largest(row, column, written_out)
                pieces = [
                    number(row[j], digits, first=first and k == 0, short=matrix in short)
                    + DOT
                    + number(column[j], digits, first=False, short=vector in short)
                    for k, j in enumerate(shown)
                ]
                if rest is not None:
                    left_out = more(len(column) - len(shown))
                    pieces.append(f"{number(rest, digits, first=False)} [{left_out}]")
                text += " + ".join(pieces)
    return text


def _largest(
    row: Float[np.ndarray, " n"], column: Float[np.ndarray, " n"], most: int
) -> tuple[list[int], float | None]:
    """The places of the products to write out, in order, and the sum of the others (None where there are none)."""
    with np.errstate(invalid="ignore", over="ignore"):
        products = row.astype(np.float64) * column.astype(np.float64)
    if len(products) <= most:
        return list(range(len(products))), None
    # One place of the line is for the rest.
    shown = np.sort(np.argsort(-np.abs(products), kind="stable")[: most - 1])
    return shown.tolist(), _total(np.delete(products, shown))


def _total(products: Float[np.ndarray, " n"]) -> float:
    # Among infinite products the sum may be no number; that is what the line then says.
    with np.errstate(invalid="ignore", over="ignore"):
        return float(products.sum())

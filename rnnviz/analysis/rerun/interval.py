"""Between which numbers the result of an operation lies, as far as its expression tells."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.cells.expression import Call, Expression, Multiply, Name


class Interval(NamedTuple):
    """From ``low`` to ``high``, both ends with it."""

    low: float = -math.inf
    high: float = math.inf


_FUNCTIONS = {"sigmoid": Interval(0.0, 1.0), "tanh": Interval(-1.0, 1.0), "relu": Interval(0.0, math.inf)}


def interval(expression: Expression, known: Mapping[str, Interval]) -> Interval:
    """Between which numbers an expression lies, from those between which the values that it reads do.

    >>> from rnnviz.cells.expression import parse
    >>> interval(parse("o * squashed"), {"o": Interval(0.0, 1.0), "squashed": Interval(-1.0, 1.0)})
    Interval(low=-1.0, high=1.0)
    """
    match expression:
        case Name(text):
            return known.get(text, Interval())
        case Call(function):
            return _FUNCTIONS[function]
        case Multiply(left, right):
            ends = [*interval(left, known), *interval(right, known)]
            if all(map(math.isfinite, ends)):
                products = [one * other for one in ends[:2] for other in ends[2:]]
                return Interval(min(products), max(products))
    return Interval()

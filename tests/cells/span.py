"""Interval arithmetic: what a line of rounded numbers can stand for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.cells.grammar import FUNCTIONS, Constant


@dataclass(frozen=True)
class Span:
    """Every number from low to high."""

    low: float
    high: float

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Span") -> "Span":
        corners = [mine * theirs for mine in (self.low, self.high) for theirs in (other.low, other.high)]
        return Span(min(corners), max(corners))

    def has(self, value: float, slack: float = 1e-13) -> bool:
        """Whether a number lies inside; ``slack`` is for the rounding of float64 itself."""
        slack *= max(1.0, abs(value))
        return self.low - slack <= value <= self.high + slack


def printed(constant: Constant) -> Span:
    """What a printed number can stand for: half a unit of its last digit to either side; a whole number is exact."""
    value = float(constant.text)
    digits = len(constant.text.partition(".")[2])
    half = 0.5 * 10.0**-digits if digits else 0.0
    return Span(value - half, value + half)


def _rising(function: Callable[[float], float]) -> Callable[[Span], Span]:
    return lambda span: Span(float(function(span.low)), float(function(span.high)))


SPAN_FUNCTIONS: Mapping[str, Callable[[Span], Span]] = {name: _rising(call) for name, call in FUNCTIONS.items()}

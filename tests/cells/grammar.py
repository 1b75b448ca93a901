"""The value of a formula that was read from print: a small parser for sums, products, brackets and functions.

Written for the tests, from what mathematicians expect of these signs; it shares nothing with rnnviz.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Symbol:
    """A printed name: W with index hi, or c at offset -1 from t. Weights have no time (offset None)."""

    base: str
    index: str
    offset: int | None


@dataclass(frozen=True)
class Constant:
    """A printed number, as text: how many digits it shows matters."""

    text: str


Token = Symbol | Constant | str
"""Signs are written + - * @ ( ) = and functions by their names."""

FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": np.tanh,
    "relu": lambda a: np.where(a > 0, a, 0.0),
}


@dataclass
class Reader:
    """Reads tokens from left to right and computes as it goes."""

    tokens: Sequence[Token]
    symbol: Callable[[Symbol], Any]
    constant: Callable[[Constant], Any]
    functions: Mapping[str, Callable[[Any], Any]]
    at: int = 0

    def value(self) -> Any:
        """The value of everything."""
        result = self._sum()
        assert self.at == len(self.tokens), f"left over: {self.tokens[self.at :]}"
        return result

    def _next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, wanted: str | None = None) -> Token:
        token = self.tokens[self.at]
        assert wanted is None or token == wanted, f"{wanted} expected, {token} found"
        self.at += 1
        return token

    def _sum(self) -> Any:
        result = self._product()
        while self._next() in ("+", "-"):
            result = result + self._product() if self._take() == "+" else result - self._product()
        return result

    def _product(self) -> Any:
        result = self._factor()
        while self._next() == "*":
            self._take()
            result = result * self._factor()
        return result

    def _factor(self) -> Any:
        token = self._take()
        if isinstance(token, Constant):
            return self.constant(token)
        if isinstance(token, Symbol):
            value = self.symbol(token)
            if self._next() != "@":
                return value
            self._take("@")
            vector = self._take()
            assert isinstance(vector, Symbol)
            return value @ self.symbol(vector)
        function = self.functions.get(token)
        if function is not None:
            self._take("(")
        else:
            assert token == "(", f"a value expected, {token} found"
        inner = self._sum()
        self._take(")")
        return function(inner) if function is not None else inner


def equation(
    tokens: Sequence[Token], symbol: Callable[[Symbol], Any], functions: Mapping[str, Callable[[Any], Any]] = FUNCTIONS
) -> tuple[Symbol, Any]:
    """The name on the left of the equals sign, and the value on its right."""
    name, equals, *rest = tokens
    assert isinstance(name, Symbol)
    assert equals == "="
    return name, Reader(rest, symbol, lambda constant: float(constant.text), functions).value()


def split_index(text: str) -> tuple[str, int | None]:
    """A subscript as printed, "i, t-1", as index and offset from t."""
    *front, last = text.replace(" ", "").split(",")
    offsets = {"t": 0, "t-1": -1, "t+1": 1}
    if last not in offsets:
        front, offset = [*front, last], None
    else:
        offset = offsets[last]
    assert len(front) <= 1, text
    return "".join(front), offset

"""Reads a formula with numbers put in, as it stands on the screen."""

import re
from dataclasses import dataclass

from tests.cells.grammar import Constant, Reader, Symbol, Token
from tests.cells.span import SPAN_FUNCTIONS, Span, printed

_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<negative>−\d+(?:\.\d+)?)"
    r"|(?P<function>σ|tanh|relu)"
    r"|(?P<sign> · | \+ | − |[()])"
    r"|(?P<more> \[(?P<count>\d+) more\])"
)
_SIGNS = {" · ": "*", " + ": "+", " − ": "-"}


@dataclass(frozen=True)
class Line:
    """What a line says."""

    tokens: tuple[Token, ...]
    more: tuple[int, ...]
    """How many products each "[n more]" stands for."""

    def value(self) -> Span:
        """Every number that the line can stand for, given how its numbers are rounded."""
        result = Reader(self.tokens, _no_symbol, printed, SPAN_FUNCTIONS).value()
        assert isinstance(result, Span)
        return result


def read_line(text: str) -> Line:
    """The numbers and signs of a line; anything else is an error, such as a bare minus after another sign."""
    tokens: list[Token] = []
    more: list[int] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None, f"line not understood: {text[at:]!r}"
        at = match.end()
        if match["negative"]:
            assert not tokens or tokens[-1] == "(", f"two signs in a row: {text!r}"
        if number := match["number"] or match["negative"]:
            tokens.append(Constant(number.replace("−", "-")))
        elif match["function"]:
            tokens.append({"σ": "sigmoid"}.get(match["function"], match["function"]))
        elif match["sign"]:
            tokens.append(_SIGNS.get(match["sign"], match["sign"]))
        else:
            last = tokens[-2] if tokens[-1] == ")" else tokens[-1]
            assert isinstance(last, Constant)
            more.append(int(match["count"]))
    return Line(tuple(tokens), tuple(more))


def _no_symbol(symbol: Symbol) -> Span:
    raise AssertionError(f"{symbol} is not a number")

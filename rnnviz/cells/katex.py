"""The formula of an operation for KaTeX."""

from rnnviz.cells.notation import number_text, write
from rnnviz.cells.operation import Operation
from rnnviz.cells.symbol import symbol

_GREEK = {"α": r"\alpha"}
_FUNCTION = {"sigmoid": r"\sigma", "tanh": r"\tanh", "relu": r"\operatorname{relu}"}


class _Katex:
    plus = " + "
    minus = " - "
    times = r" \odot "

    def __init__(self, reverse: bool) -> None:
        self.reverse = reverse

    def name(self, text: str) -> str:
        parts = symbol(text, reverse=self.reverse)
        base = parts.base if len(parts.base) == 1 else rf"\mathit{{{parts.base}}}"
        index = parts.index if len(parts.index) < 4 else rf"\mathit{{{parts.index}}}"
        below = ", ".join(filter(None, (index, parts.time)))
        return f"{base}_{{{below}}}" if below else _GREEK.get(base, base)

    def number(self, value: float) -> str:
        return number_text(value)

    def product(self, matrix: str, vector: str) -> str:
        return rf"{self.name(matrix)} \, {self.name(vector)}"

    def call(self, function: str, argument: str) -> str:
        return rf"{_FUNCTION[function]}\left({argument}\right)"

    def group(self, inner: str) -> str:
        return rf"\left({inner}\right)"


def katex(operation: Operation, *, reverse: bool = False) -> str:
    r"""The whole equation.

    >>> from rnnviz.cells import LSTM
    >>> print(katex(LSTM.operation("kept")))
    \mathit{kept}_{t} = f_{t} \odot c_{t-1}
    """
    notation = _Katex(reverse)
    return f"{notation.name(operation.name)} = {write(operation.expression, notation)}"

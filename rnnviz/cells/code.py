"""The PyTorch-style line of code of an operation."""

from rnnviz.cells.expression import Expression
from rnnviz.cells.notation import number_text, write
from rnnviz.cells.operation import Operation


class _Code:
    plus = " + "
    minus = " - "
    times = " * "

    def name(self, text: str) -> str:
        return text

    def number(self, value: float) -> str:
        return number_text(value)

    def product(self, matrix: str, vector: str) -> str:
        return f"{matrix} @ {vector}"

    def call(self, function: str, argument: str) -> str:
        return f"torch.{function}({argument})"

    def group(self, inner: str) -> str:
        return f"({inner})"


def write_code(expression: Expression) -> str:
    """An expression as PyTorch-style code."""
    return write(expression, _Code())


def code_line(operation: Operation) -> str:
    """One line that runs after ``import torch``.

    >>> from rnnviz.cells import GRU
    >>> code_line(GRU.operation("fresh"))
    'fresh = (1 - z) * n'
    """
    return f"{operation.name} = {write_code(operation.expression)}"

"""The formula of an operation in MathML, which browsers show without any library."""

from rnnviz.cells.notation import number_text, write
from rnnviz.cells.operation import Operation
from rnnviz.cells.symbol import symbol

_FUNCTION = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}


def _operator(sign: str) -> str:
    return f"<mo>{sign}</mo>"


def _time(text: str) -> str:
    letter, sign, number = text[0], text[1:2], text[2:]
    if not sign:
        return f"<mi>{letter}</mi>"
    return f"<mi>{letter}</mi><mo>{'−' if sign == '-' else sign}</mo><mn>{number}</mn>"


class _MathML:
    plus = _operator("+")
    minus = _operator("−")
    times = _operator("⊙")

    def __init__(self, reverse: bool) -> None:
        self.reverse = reverse

    def name(self, text: str) -> str:
        parts = symbol(text, reverse=self.reverse)
        index = f"<mi>{parts.index}</mi>" if parts.index else ""
        time = _time(parts.time) if parts.time else ""
        if not index and not time:
            return f"<mi>{parts.base}</mi>"
        comma = "<mo>,</mo>" if index and time else ""
        return f"<msub><mi>{parts.base}</mi><mrow>{index}{comma}{time}</mrow></msub>"

    def number(self, value: float) -> str:
        return f"<mn>{number_text(value)}</mn>"

    def product(self, matrix: str, vector: str) -> str:
        # U+2062 is the invisible sign of multiplication: read aloud, and a separator when copied.
        return f'{self.name(matrix)}<mo lspace="0" rspace="0.15em">\u2062</mo>{self.name(vector)}'

    def call(self, function: str, argument: str) -> str:
        return f"<mi>{_FUNCTION[function]}</mi>{self.group(argument)}"

    def group(self, inner: str) -> str:
        return f'<mrow><mo stretchy="false">(</mo>{inner}<mo stretchy="false">)</mo></mrow>'


def mathml(operation: Operation, *, reverse: bool = False) -> str:
    """The whole equation as a ``<math>`` element."""
    notation = _MathML(reverse)
    body = f"{notation.name(operation.name)}<mo>=</mo>{write(operation.expression, notation)}"
    return f"<math><mrow>{body}</mrow></math>"


def mathml_symbol(name: str, *, reverse: bool = False) -> str:
    """One name as a ``<math>`` element."""
    return f"<math>{_MathML(reverse).name(name)}</math>"

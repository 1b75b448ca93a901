"""What arrays a framework keeps for one layer, and what is in each of them."""

from dataclasses import dataclass
from typing import Literal

from rnnviz.formats.weights.gate_order import GateOrder

Source = Literal["ih", "hh"]
"""What a block multiplies, by PyTorch's suffix: the input, or the hidden state before."""
Form = Literal["sum", "alone", "rows", "halves"]
"""How a bias array holds the biases of both sources: added, only one of them, as two rows, or end to end."""
Reset = Literal["after", "before"]
"""Where a GRU resets: ``r * (W_hn h + b_hn)``, after the product, as ``nn.GRU``; or ``W_hn (r * h)``, before it."""
Lead = tuple[tuple[str, int], ...]
"""Axes that come before those of one direction: their names and lengths."""


@dataclass(frozen=True)
class Matrix:
    """An array of weights: one block of rows for each gate, one part of columns for each source.

    >>> Matrix("kernel", ("i", "f", "g", "o"), ("ih", "hh"), transposed=True).shape(hidden=2, features=3)
    (5, 8)
    """

    name: str
    gates: tuple[str, ...]
    """In the order of the blocks, by PyTorch's letters."""
    sources: tuple[Source, ...]
    transposed: bool = False
    """Whether the gates run along the columns, for ``x @ kernel``."""

    @property
    def axes(self) -> tuple[str, ...]:
        """The name of each axis."""
        columns = {"ih": "input_size", "hh": "hidden_size"}
        found = (_rows(len(self.gates)), " + ".join(columns[source] for source in self.sources))
        return found[::-1] if self.transposed else found

    def shape(self, hidden: int, features: int) -> tuple[int, ...]:
        """The lengths of its axes."""
        columns = {"ih": features, "hh": hidden}
        found = (len(self.gates) * hidden, sum(columns[source] for source in self.sources))
        return found[::-1] if self.transposed else found


@dataclass(frozen=True)
class Bias:
    """An array of biases: one block for each gate.

    >>> Bias("B", ("h",), ("ih", "hh"), "halves").shape(hidden=2, features=3)
    (4,)
    """

    name: str
    gates: tuple[str, ...]
    sources: tuple[Source, ...]
    form: Form = "alone"

    @property
    def axes(self) -> tuple[str, ...]:
        """The name of each axis."""
        if self.form == "rows":
            return ("2", _rows(len(self.gates)))
        return (_rows(len(self.gates) * (2 if self.form == "halves" else 1)),)

    def shape(self, hidden: int, features: int) -> tuple[int, ...]:
        """The lengths of its axes."""
        _ = features
        rows = len(self.gates) * hidden
        return {"rows": (2, rows), "halves": (2 * rows,)}.get(self.form, (rows,))


Part = Matrix | Bias


@dataclass(frozen=True)
class Layout:
    """The arrays of one framework for one direction of one layer."""

    framework: str
    cell: str
    """ "LSTM", "GRU" or "RNN"."""
    order: GateOrder
    matrices: tuple[Matrix, ...]
    biases: tuple[Bias, ...]
    sized_by: str
    """The array that tells hidden_size."""
    names: tuple[str, str]
    """What an array of the forward and of the reverse direction is called in a layer that has both: "fw/{name}"."""
    reset: Reset | None = None
    """Where a GRU resets."""
    bias_needed: bool = False
    """Whether there is no layer without biases."""
    forget_bias: float = 0.0
    """What is added to the forget gate's weighted sum at run time, besides the bias."""
    backwards: str = ""
    """The argument that makes a layer run backwards alone; empty where there is no such layer."""
    stacked: bool = False
    """Whether the first axis of each array is the direction."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All arrays, matrices first."""
        return (*self.matrices, *self.biases)

    @property
    def one_bias(self) -> bool:
        """Whether a single bias stands for both of PyTorch's."""
        return any(bias.form == "sum" for bias in self.biases)


def _rows(blocks: int) -> str:
    return "hidden_size" if blocks == 1 else f"{blocks}*hidden_size"

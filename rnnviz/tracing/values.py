"""What a variable held at one moment: a copy, in one of seven forms."""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from jaxtyping import Shaped


@dataclass(frozen=True, slots=True)
class Number:
    """An int, float, bool or complex, a NumPy number, or None.

    >>> Number("float", "0.5")
    Number(type='float', text='0.5')
    """

    type: str
    """The name of its type: "int", "float", "bool", "complex", "NoneType", "float32" (NumPy's)."""
    text: str
    """As Python writes it: "0.1", "nan", "True", "None"."""


@dataclass(frozen=True, slots=True)
class Text:
    """A str or bytes.

    >>> Text("str", "hel", 5).kept
    3
    """

    type: str
    """"str" or "bytes"."""
    text: str
    """Its first characters; of bytes, as Python writes them after the ``b``, without the quotes."""
    size: int
    """How many characters or bytes it has in all."""
    whole: bool = True
    """Whether ``text`` is all of it."""

    @property
    def kept(self) -> int:
        """How many characters are kept."""
        return len(self.text)


@dataclass(frozen=True, eq=False, slots=True)
class Array:
    """A tensor of PyTorch or an array of NumPy, with its numbers at that line.

    >>> value = Array("numpy", "ndarray", "float64", (2, 2), 1, np.array([1.0, 2.0, 3.0, 4.0]))
    >>> value.size, value.kept, value.shaped.tolist()
    (4, 4, [[1.0, 2.0], [3.0, 4.0]])
    """

    framework: str
    """"torch" or "numpy"."""
    type: str
    """The name of its class: "Tensor", "Parameter", "ndarray"."""
    dtype: str
    """The name of the type of its numbers: "float32", "bfloat16", "int64", "bool", "complex64"."""
    shape: tuple[int, ...]
    """Its true shape, also where fewer numbers are kept."""
    identity: int
    """Equal for two names that hold the same object."""
    data: Shaped[np.ndarray, " kept"] | None
    """The first numbers in row-major order, read-only; bfloat16 and float8 as float32. None where there are none."""
    missing: str | None = None
    """Why there are no numbers, where ``data`` is None: one of `MISSING`."""
    device: str = "cpu"
    requires_grad: bool = False
    names: tuple[str | None, ...] | None = None
    """The names of the axes, for a tensor that has them."""

    @property
    def size(self) -> int:
        """How many numbers it has in all."""
        return math.prod(self.shape)

    @property
    def kept(self) -> int:
        """How many numbers are kept."""
        return 0 if self.data is None else len(self.data)

    @property
    def whole(self) -> bool:
        """Whether all its numbers are kept."""
        return self.data is not None and self.kept == self.size

    @property
    def shaped(self) -> Shaped[np.ndarray, "..."] | None:
        """The numbers in their shape; None where not all are kept."""
        return self.data.reshape(self.shape) if self.data is not None and self.whole else None


MISSING = ("meta", "wrapped", "layout", "dtype", "memory")
"""Why an `Array` has no numbers: it is on the meta device; it stands for others (functorch, fake tensors and their
like); it is sparse, nested or laid out otherwise; no NumPy type holds its numbers; its memory cannot be read."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, tuple, set, frozenset or deque, or an array of NumPy that holds texts or objects."""

    type: str
    """The name of its class."""
    identity: int
    items: tuple["Value", ...]
    """The first of them."""
    size: int
    """How many it has in all."""

    @property
    def kept(self) -> int:
        """How many items are kept."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dict, a named tuple or a dataclass: keys and what they stand for."""

    type: str
    """The name of its class."""
    identity: int
    items: tuple[tuple["Value", "Value"], ...]
    """The first pairs of key and value; the names of fields are `Text`."""
    size: int
    """How many it has in all."""

    @property
    def kept(self) -> int:
        """How many pairs are kept."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Object:
    """Anything else. No code of its own was run to look at it, so what its ``repr`` would say is not here."""

    type: str
    """The name of its class: "LSTMCell", "function", "range"."""
    identity: int
    description: str
    """One short line, for types that are known to tell it safely: "range(0, 3)", "weight (4, 3), bias (4,)"."""
    items: tuple[tuple["Value", "Value"], ...] = ()
    """Its attributes. Of an nn.Module that a variable holds, if it is not PyTorch's own: its parameters and buffers,
    then its plain attributes, then the modules in it."""
    size: int = 0
    """How many attributes it has in all."""

    @property
    def kept(self) -> int:
        """How many attributes are kept."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Reference:
    """An object inside itself: the one with this ``identity``, further out."""

    type: str
    identity: int


Value: TypeAlias = Number | Text | Array | Sequence | Mapping | Object | Reference


@dataclass(frozen=True, slots=True)
class Gone:
    """The variable was deleted."""


GONE = Gone()

"""What a conversion gives: the arrays, and what was done to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.formats.weights.change import Change


@dataclass(frozen=True, eq=False, repr=False)
class Converted:
    """The weights of one layer in the layout of another framework.

    Attributes:
        framework: whose layout it is.
        cell: "LSTM", "GRU" or "RNN".
        weights: read-only arrays by the framework's own names, in the framework's own order.
        arguments: what the framework's layer or node must be made with, for these weights to mean the same.
        changes: what was done, one sentence each.
    """

    framework: str
    cell: str
    weights: Mapping[str, Float[np.ndarray, "..."]]
    arguments: Mapping[str, object]
    changes: tuple[Change, ...]

    def __post_init__(self) -> None:
        for array in self.weights.values():
            array.flags.writeable = False
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        object.__setattr__(self, "arguments", MappingProxyType(dict(self.arguments)))

    @property
    def reversible(self) -> bool:
        """Whether the way back gives every number again, bit for bit: nothing was added up."""
        return all(change.reversible for change in self.changes)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        arrays = [f"  {name} {tuple(array.shape)} {array.dtype}" for name, array in self.weights.items()]
        return "\n".join([f"{self.framework} {self.cell}({given})", *arrays, *(f"  - {line}" for line in self.changes)])

"""Gates that are one function of one weighted sum; neighbours with the same function are computed in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from rnnviz.cells.expression import Call, Name
from rnnviz.cells.in_place import FUNCTIONS
from rnnviz.cells.operation import Operation
from rnnviz.cells.rounding import Rounding, round_in_place


@dataclass(frozen=True)
class Activation:
    """``count`` neighbouring gates, the same function of as many neighbouring sums."""

    function: str
    first_sum: int
    first_gate: int
    count: int = 1

    def fill(
        self,
        sums: Float[np.ndarray, "rows num_sums size"],
        gates: Float[np.ndarray, "rows num_gates size"],
        rounding: Rounding = "",
    ) -> None:
        """Put the gates of some rows in their places."""
        own = gates[:, self.first_gate : self.first_gate + self.count]
        FUNCTIONS[self.function](sums[:, self.first_sum : self.first_sum + self.count], own)
        round_in_place(own, rounding)


def activations(gates: Sequence[Operation], sums: Sequence[str]) -> tuple[Activation, ...]:
    """The gates that follow from one sum each, in the order in which they are to be computed.

    A function is also computed for a gate of another function between its own: one call is quicker than two. The right
    numbers come later.

    >>> from rnnviz.cells import GRU, LSTM
    >>> [(one.function, one.first_gate, one.count) for one in LSTM.activations]
    [('sigmoid', 0, 4), ('tanh', 2, 1)]
    >>> [(one.function, one.first_gate, one.count) for one in GRU.activations]
    [('sigmoid', 0, 2)]
    """
    found: list[Activation] = []
    for place, gate in enumerate(gates):
        match gate.expression:
            case Call(function, Name(text)) if text in sums:
                found.append(Activation(function, sums.index(text), place))
    return tuple(_joined(found))


def _joined(single: Sequence[Activation]) -> Sequence[Activation]:
    """The most frequent function once, over all that lies between its first gate and its last; then the others."""
    if not single:
        return single
    functions = [one.function for one in single]
    most = max(functions, key=functions.count)
    first, last = functions.index(most), len(functions) - functions[::-1].index(most)
    span = single[first:last]
    for place, one in enumerate(span):
        if (one.first_sum, one.first_gate) != (span[0].first_sum + place, span[0].first_gate + place):
            return single
    return [replace(span[0], count=len(span)), *(one for one in single if one.function != most)]

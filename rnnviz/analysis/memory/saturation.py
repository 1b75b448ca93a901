"""How often gates, candidates and squashed states are at the ends of their range, where they hardly move any more.

Source: Karpathy, Johnson and Fei-Fei, "Visualizing and understanding recurrent networks", 2015: a gate is closed below
0.1, open above 0.9.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.cells.expression import Call
from rnnviz.cells.operation import Operation


@dataclass(frozen=True, eq=False)
class Saturation:
    """The ends of one variable, over all time steps of a track; numbers that are NaN are left out of the shares.

    Attributes:
        name: the variable: "f", "g", "h".
        function: what makes it: "sigmoid", "tanh" or "relu".
        low: the share of the steps, 0 to 1, at which each unit is at the lower end: a sigmoid below ``below``, a tanh
            below ``-above``, a relu at 0. NaN for a unit that has no number.
        high: the same for the upper end: above ``above``; a relu has none.
        below, above: the bounds.
    """

    name: str
    function: str
    low: Float[np.ndarray, " units"]
    high: Float[np.ndarray, " units"]
    below: float
    above: float

    @property
    def shares(self) -> tuple[float, float]:
        """The mean of ``low`` and of ``high`` over the units; NaN where no unit has a number."""
        known = ~np.isnan(self.low)
        if not known.any():
            return float("nan"), float("nan")
        return float(self.low[known].mean()), float(self.high[known].mean())


def saturation(
    operation: Operation, values: Float[np.ndarray, "steps units"], below: float, above: float
) -> Saturation | None:
    """The ends of one operation's values; None for an operation that is no sigmoid, tanh or relu."""
    match operation.expression:
        case Call(function, _):
            pass
        case _:
            return None
    nothing = np.zeros(values.shape, dtype=bool)
    low, high = {
        "sigmoid": (values < below, values > above),
        "tanh": (values < -above, values > above),
        "relu": (values <= 0, nothing),
    }[function]
    known = (~np.isnan(values)).sum(axis=0)
    count = np.where(known > 0, known, np.nan)
    return Saturation(operation.name, function, low.sum(axis=0) / count, high.sum(axis=0) / count, below, above)

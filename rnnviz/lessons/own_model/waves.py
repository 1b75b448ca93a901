"""A table to begin with: waves, so that something is seen at once."""

import math

from rnnviz import limits

_STEPS = 8

_CHARACTERS = 6
"""Of a number, with its sign and the space behind it, at most."""


def waves(features: int) -> str:
    """A line for each time step, a column for each feature: sines of five lengths, as many steps as may be pasted.

    >>> print(waves(2).splitlines()[1])
    1.00 0.87
    """
    steps = max(1, min(_STEPS, limits.MAX_PASTED // (_CHARACTERS * features)))
    rows = [[math.sin(math.pi * t / (2 + feature % 5)) for feature in range(features)] for t in range(steps)]
    return "\n".join(" ".join(f"{value:.2f}" for value in row) for row in rows).replace("-0.00", "0.00")

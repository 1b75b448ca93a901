"""Where one number of a recording is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One unit of one variable at one time step, in the batch row that was asked about.

    >>> print(Source("h", 5, 4))
    h[5] at t = 4
    """

    variable: str
    """A variable of the step, "h"; or an initial state: "h_0", "c_0"."""
    unit: int
    """From 0; of the input, the feature."""
    t: int
    """The position in the input, from 0; of an initial state, that of the step which reads it."""
    layer: int = 0
    direction: str = "forward"
    label: str | None = None
    """The label of the input at ``t``, for a value of the input."""

    @property
    def code(self) -> str:
        """As code: ``h[5]``."""
        return f"{self.variable}[{self.unit}]"

    def __str__(self) -> str:
        return f"{self.code} at t = {self.t}"

"""One number that is not the same in two recordings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One number, and what it is in either recording.

    Attributes:
        layer: from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.
        t: the position in the input, from 0.
        variable: its name, such as "h".
        unit: from 0.
        values: what it is in the first recording, and in the other.
    """

    layer: int
    direction: str
    batch: int
    t: int
    variable: str
    unit: int
    values: tuple[float, float]

    @property
    def delta(self) -> float:
        """The other number minus the first one."""
        return self.values[1] - self.values[0]

"""What is drawn of an unrolled network: boxes, what leads from one to the next, and when each of them is known."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from jaxtyping import Float

from rnnviz.figures.canvas import Arrow

Kind = Literal["x", "h", "start", "joint", "y"]


@dataclass(frozen=True, eq=False)
class Box:
    """One box: its edges, what stands in it, and after how many steps its content is known."""

    kind: Kind
    name: str
    left: float
    right: float
    bottom: float
    top: float
    known: int
    values: Float[np.ndarray, " shown"] | None = None
    text: str = ""
    """Plotly markup."""
    open: bool = False
    """Whether it is a place without content of its own: an input that is nothing but zeros."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """Where an arrow from the side arrives."""
        return (self.bottom + self.top) / 2

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, eq=False)
class Link:
    """An arrow, lit at the step in which it is used."""

    arrow: Arrow
    step: int
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Label:
    """A text (Plotly markup) at a place."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(eq=False)
class Graph:
    """All of it, as it grows."""

    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    rows: list[tuple[float, str]] = field(default_factory=list)
    """The height and the name of every row."""
    ticks: list[tuple[float, str]] = field(default_factory=list)
    """The place and the text under every column."""

    @property
    def last(self) -> int:
        """Steps after which everything is known."""
        return max(box.known for box in self.boxes)

"""Edits of everything that a cell type has, each with what it does by hand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.rerun import Editable, editable
from rnnviz.recorder import Recording

STEPS = {"at t=2": {2}, "from t=1": {1, 2, 3}, "to t=1": {0, 1}, "from t=1 to t=2": {1, 2}}
OPERATORS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "=": lambda _: np.asarray(0.75),
    "+=": lambda value: value + 0.75,
    "*=": lambda value: value * 0.75,
}


@dataclass(frozen=True)
class Setting:
    """One edit of unit 1, or of row 1 of a matrix."""

    target: Editable
    when: str
    operator: str
    row: int | None

    @property
    def text(self) -> str:
        brackets = "[1,:]" if len(self.target.shape) == 2 else "[1]"
        ends = ["" if self.row is None else f"row={self.row}"]
        return " ".join(f"{self.target.name}{brackets} {self.operator} 0.75 {self.when} {ends[0]}".split())

    def by_hand(self, row: int, t: int, name: str, value: np.ndarray) -> np.ndarray:
        inside = (not self.when or t in STEPS[self.when]) and self.row in (None, row)
        if name != self.target.name or not inside:
            return value
        value = value.copy()
        value[1] = OPERATORS[self.operator](value[1])
        return value


def settings(rec: Recording) -> list[Setting]:
    """Each value, initial state and weight of a cell type, by one of the three operators, at some steps."""
    return [
        Setting(
            target,
            "" if target.kind == "initial" else [*STEPS][number % 4],
            [*OPERATORS][number % 3],
            1 if target.kind != "weight" and number % 2 else None,
        )
        for number, target in enumerate(editable(rec))
    ]

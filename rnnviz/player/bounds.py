"""The fixed colour limits: one for each family of values over the whole recording, so that colours compare."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import CellType
from rnnviz.recorder import Track

_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


@dataclass(frozen=True)
class Bound:
    """Values run from 0 to 1 (``unit``) or from -limit to limit."""

    unit: bool
    limit: float


def bounds(cell_type: CellType, tracks: Iterable[Track]) -> dict[str, Bound]:
    """The colour limit of every variable: gates 0..1, others ±limit, the same for all of one family."""
    families = {name: _family(cell_type, name) for name in cell_type.variables}
    largest = dict.fromkeys(families.values(), 0.0)
    for track in tracks:
        for name, family in families.items():
            largest[family] = max(largest[family], _largest(track.values(name)))
    return {
        name: Bound(True, 1.0) if family == "gate" else Bound(False, _round_up(largest[family]))
        for name, family in families.items()
    }


def _family(cell_type: CellType, name: str) -> str:
    """Which variables share a colour scale: everything on the way of one state does, and all weighted sums do."""
    if name == "x":
        return "x"
    operation = cell_type.operation(name.removesuffix("_prev"))
    return operation.role if operation.role in ("gate", "preactivation") else operation.colour


def _largest(values: np.ndarray) -> float:
    """The largest magnitude among the finite values; 0 if there is none."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10, 15, ... that is not below the value; never below 1.

    >>> _round_up(0.3), _round_up(2.2), _round_up(31.0)
    (1.0, 3.0, 50.0)
    """
    scale = 1.0
    while value > scale * _STEPS[-1]:
        scale *= 10
    return min(next(step * scale for step in _STEPS if value <= step * scale), sys.float_info.max)

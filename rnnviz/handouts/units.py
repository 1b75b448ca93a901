"""Which units of a step are calculated on its page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import index
from typing import SupportsIndex

import numpy as np

from rnnviz.cells.cell_type import Size
from rnnviz.errors import PlaceError
from rnnviz.recorder import Step
from rnnviz.words import N_

MOST_UNITS = 2
"""Of a layer with more units than this, so many are calculated where none are chosen."""

Chosen = Iterable[SupportsIndex] | None


@dataclass(frozen=True)
class Units:
    """The units calculated, in the order of the page."""

    shown: tuple[int, ...]
    total: int
    chosen: bool
    """Whether somebody chose them; else they are those that changed most, or all."""
    projected: "Units | None" = None
    """The units of a projected hidden state, or of what is read out: it has units of its own."""


def units_of(step: Step, chosen: Chosen = None, projected: Chosen = None) -> Units:
    """The units chosen, each once; or the `MOST_UNITS` whose states changed most in this step, in rising order.

    Raises:
        PlaceError: no unit is chosen, or one that the layer does not have.
    """
    total = len(step[step.cell_type.operations[0].name])
    units = Units(*_units(step, "hidden_size", "units", total, chosen))
    other = step.cell_type.other_size
    if other is None:
        if projected is not None:
            raise PlaceError(
                "handout-projection",
                N_("projected_units must be left out of a step without a projection (proj_size=0), got {got}."),
                got=_listed(projected),
            )
        return units
    total = len(step[step.cell_type.operations[-1].name])
    return replace(units, projected=Units(*_units(step, other, "projected_units", total, projected)))


def _units(step: Step, size: Size, argument: str, total: int, chosen: Chosen) -> tuple[tuple[int, ...], int, bool]:
    if chosen is None:
        return _changed_most(step, size), total, False
    units = _listed(chosen)
    whole = tuple(index(unit) for unit in units if hasattr(unit, "__index__")) if isinstance(units, tuple) else ()
    if not whole or whole != units or not all(0 <= unit < total for unit in whole):
        raise PlaceError(
            "handout-units",
            N_(
                "{argument} must name units of the layer, from 0 to {last} ({name}={size}), got {got}. "
                "Choose some of these, or leave {argument} out."
            ),
            argument=argument,
            last=total - 1,
            name=size,
            size=total,
            got=units,
        )
    return tuple(dict.fromkeys(whole)), total, True


def _listed(chosen: object) -> object:
    return tuple(chosen) if isinstance(chosen, Iterable) else chosen


def _changed_most(step: Step, size: Size) -> tuple[int, ...]:
    """Of the states that have so many units; where none has, the units with the largest numbers."""
    cell_type = step.cell_type
    states = [state for state in cell_type.states if cell_type.size_of(state) == size]
    last = next(one.name for one in reversed(cell_type.operations) if cell_type.size_of(one.name) == size)
    with np.errstate(invalid="ignore", over="ignore"):
        changes = [np.abs(step[state] - step[f"{state}_prev"]) for state in states] or [np.abs(step[last])]
        change = np.sum(changes, axis=0)
    # What is no number comes first, so that it is seen.
    change = np.where(np.isnan(change), np.inf, change)
    return tuple(sorted(np.argsort(-change, kind="stable")[:MOST_UNITS].tolist()))

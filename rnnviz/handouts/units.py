"""Which units of a step are calculated on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import index
from typing import SupportsIndex

import numpy as np

from rnnviz.errors import PlaceError
from rnnviz.recorder import Step
from rnnviz.words import N_

MOST_UNITS = 2
"""Of a layer with more units than this, so many are calculated where none are chosen."""


@dataclass(frozen=True)
class Units:
    """The units calculated, in the order of the page."""

    shown: tuple[int, ...]
    total: int
    chosen: bool
    """Whether somebody chose them; else they are those that changed most, or all."""


def units_of(step: Step, chosen: Iterable[SupportsIndex] | None = None) -> Units:
    """The units chosen, each once; or the `MOST_UNITS` whose states changed most in this step, in rising order.

    Raises:
        PlaceError: no unit is chosen, or one that the layer does not have.
    """
    total = len(step["h"])
    if chosen is None:
        return Units(_changed_most(step), total, chosen=False)
    units = tuple(chosen) if isinstance(chosen, Iterable) else (chosen,)
    whole = tuple(index(unit) for unit in units if hasattr(unit, "__index__"))
    if not isinstance(chosen, Iterable) or not whole or whole != units or not all(0 <= unit < total for unit in whole):
        raise PlaceError(
            "handout-units",
            N_(
                "units must name units of the layer, from 0 to {last} (hidden_size={size}), got {got}. "
                "Choose some of these, or leave units out."
            ),
            last=total - 1,
            size=total,
            got=units if isinstance(chosen, Iterable) else chosen,
        )
    return Units(tuple(dict.fromkeys(whole)), total, chosen=True)


def _changed_most(step: Step) -> tuple[int, ...]:
    with np.errstate(invalid="ignore", over="ignore"):
        change = np.sum([np.abs(step[state] - step[f"{state}_prev"]) for state in step.cell_type.states], axis=0)
    # What is no number comes first, so that it is seen.
    change = np.where(np.isnan(change), np.inf, change)
    return tuple(sorted(np.argsort(-change, kind="stable")[:MOST_UNITS].tolist()))

"""Units that never move on this input, and gates that stand at an end of their range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import lengths_of, of_all_rows, parts
from rnnviz.analysis.audit.table import Table
from rnnviz.analysis.audit.thresholds import CLOSED, MOVES, OFTEN, OPEN_WIDE, OPENED, SHUT_FAST
from rnnviz.analysis.memory.saturation import saturation
from rnnviz.recorder import Recording
from rnnviz.words import N_


@dataclass(frozen=True, slots=True)
class Moving:
    """Which units of a layer and direction never move.

    Attributes:
        layer, direction: where.
        state: the one that is put out: "h".
        units: how many there are.
        still: those whose state is the same at every step of every row.
    """

    layer: int
    direction: str
    state: str
    units: int
    still: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """How often one gate, candidate or squashed state of a layer and direction is at an end of its range.

    Attributes:
        layer, direction: where.
        name: the variable: "f", "g", "squashed".
        function: what makes it: "sigmoid", "tanh" or "relu".
        low, high: the share of all steps and units that is closed (near -1, at 0) or open (near 1); NaN for no number.
        units: how many there are.
        stuck: those that are so far at an end, and so often, that they hardly learn.
    """

    layer: int
    direction: str
    name: str
    function: str
    low: float
    high: float
    units: int
    stuck: tuple[int, ...]


def moving(rec: Recording) -> tuple[Moving, ...]:
    """For every layer and direction; none where there are fewer than two steps to tell a difference by."""
    if sum(lengths_of(rec)) < 2:
        return ()
    found = []
    for layer, direction in parts(rec):
        values = of_all_rows(rec, layer, direction, rec.cell.state)
        still = tuple(np.flatnonzero(values.max(axis=0) - values.min(axis=0) <= MOVES).tolist())
        found.append(Moving(layer, direction, rec.cell.state, values.shape[1], still))
    return tuple(found)


def ends(rec: Recording) -> tuple[Ends, ...]:
    """For every layer, direction and operation that is a sigmoid, a tanh or a relu."""
    if not sum(lengths_of(rec)):
        return ()
    found = []
    for layer, direction in parts(rec):
        for operation in rec.cell.operations:
            if saturation(operation, np.zeros((1, 1)), CLOSED, OPENED) is None:
                continue
            values = of_all_rows(rec, layer, direction, operation.name)
            wide = saturation(operation, values, CLOSED, OPENED)
            far = saturation(operation, values, SHUT_FAST, OPEN_WIDE)
            assert wide is not None
            assert far is not None
            stuck = tuple(np.flatnonzero((far.low >= OFTEN) | (far.high >= OFTEN)).tolist())
            found.append(Ends(layer, direction, wide.name, wide.function, *wide.shares, values.shape[1], stuck))
    return tuple(found)


def activity_findings(rec: Recording, moved: Sequence[Moving], found: Sequence[Ends]) -> Iterator[Finding]:
    """Units that never move, and those that are stuck."""
    for one in moved:
        if one.still:
            values = {"count": len(one.still), "total": one.units, "state": one.state, "units": one.still}
            place = Where(layer=one.layer, direction=one.direction, gate=one.state, units=one.still)
            yield Finding("dead-units", "look", _STILL, {**values, "moves": MOVES}, place)
    if moved and not any(one.still for one in moved):
        yield Finding("dead-units", "fine", _MOVING, {"state": rec.cell.state})
    shown = {*rec.cell.gates, *rec.cell.states}
    for end in found:
        if end.stuck:
            bounds = {"shut": SHUT_FAST, "open": OPEN_WIDE, "often": f"{100 * OFTEN:.0f} %"}
            values = {"name": end.name, "count": len(end.stuck), "total": end.units, "units": end.stuck, **bounds}
            gate = end.name if end.name in shown else None
            place = Where(layer=end.layer, direction=end.direction, gate=gate, units=end.stuck)
            yield Finding("stuck-units", "look", _STUCK[end.function], values, place)
    if found and not any(one.stuck for one in found):
        yield Finding("stuck-units", "fine", _FREE, {"often": f"{100 * OFTEN:.0f} %"})


_STILL = N_(
    "{count} of {total} units never move on this input: over all steps and rows their {state} changes by at most "
    "{moves} (units {units})."
)
_MOVING = N_("The {state} of every unit moves on this input.")
_STUCK = {
    "sigmoid": N_(
        "{name} stays below {shut} or above {open} at {often} of the steps or more in {count} of {total} units (units "
        "{units}): its slope there is below a twenty-fifth of the steepest, so they hardly learn."
    ),
    "tanh": N_(
        "{name} stays beyond {open} on one side at {often} of the steps or more in {count} of {total} units (units "
        "{units}): its slope there is below a twenty-fifth of the steepest, so they hardly learn."
    ),
    "relu": N_(
        "{name} is 0 at {often} of the steps or more in {count} of {total} units (units {units}): no gradient passes "
        "there."
    ),
}
_FREE = N_("No gate and no activation stays at an end of its range at {often} of the steps.")


def ends_table(found: Sequence[Ends]) -> Table:
    """One row for each gate, candidate and squashed state."""
    rows = tuple(
        (one.layer, one.direction, one.name, _share(one.low), _share(one.high), f"{len(one.stuck)} / {one.units}")
        for one in found
    )
    columns = (N_("layer"), N_("direction"), N_("value"), N_("closed, near −1"), N_("open, near 1"), N_("stuck units"))
    return Table("ends", N_("At the ends of their range"), _ENDS, columns, rows)


def _share(share: float) -> str:
    return f"{100 * share:.1f} %"


_ENDS = N_(
    "Shares of all steps and units: a gate below 0.1 or above 0.9, a tanh beyond 0.9, a relu at 0. Stuck: below 0.01, "
    "above 0.99, or at 0, at 90 % of the steps or more."
)


def moving_table(found: Sequence[Moving]) -> Table:
    """One row for each layer and direction."""
    rows = tuple((one.layer, one.direction, one.state, one.units, len(one.still)) for one in found)
    columns = (N_("layer"), N_("direction"), N_("state"), N_("units"), N_("never move"))
    return Table("moving", N_("Units that never move"), _MOVES, columns, rows)


_MOVES = N_("Units whose state changes by at most 0.000001 over all steps and rows.")

"""How long a state lasts, and the gradient that is sent back through it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import lengths_of, longest_row, parts
from rnnviz.analysis.audit.table import Table
from rnnviz.analysis.audit.thresholds import REACH_WORK, THOUSANDTH
from rnnviz.analysis.memory import memory
from rnnviz.analysis.memory.kept import steps_to_half
from rnnviz.recorder import Recording
from rnnviz.theme import Severity
from rnnviz.words import N_


@dataclass(frozen=True, slots=True)
class Fading:
    """How the past of one track fades: that of the longest row.

    Attributes:
        layer, direction, row: the track.
        length: its time steps.
        state: the one on the direct path, c of an LSTM; else h.
        factor: what one step multiplies it by, as code; None without a direct path.
        half_life: steps until half of the state is left along the direct path, the median of the units; NaN without.
        kept: the share of the first state that is left in the last one, the median of the units; NaN without.
        gradient_half: steps back until half of the gradient is left, by every way, the median of the units; inf where
            it is not halved within ``steps``; NaN where it is not a number.
        steps: how many steps the gradient was followed back: fewer where there are many units, none where a single step
            takes too long; what is told of the gradient is NaN then.
        longest: the length of the gradient so far back, of the unit that has the longest.
        peak: the longest gradient on the way, of all units and steps.
        peak_unit, peak_t: whose it is, and the position of the step that reads the state it is taken by.
    """

    layer: int
    direction: str
    row: int
    length: int
    state: str
    factor: str | None
    half_life: float
    kept: float
    gradient_half: float
    steps: int
    longest: float
    peak: float
    peak_unit: int
    peak_t: int


def fadings(rec: Recording) -> tuple[Fading, ...]:
    """For every layer and direction."""
    if not sum(lengths_of(rec)):
        return ()
    row = longest_row(rec)
    places = list(parts(rec))
    per_step = rec.hidden_size**3 * len(places)
    most = REACH_WORK // max(1, per_step)
    return tuple(_fading(rec, layer, direction, row, most) for layer, direction in places)


def _fading(rec: Recording, layer: int, direction: str, row: int, most: int) -> Fading:
    found = memory(rec, layer=layer, direction=direction, batch=row)
    direct = found.factor is not None
    steps = min(len(found.track), most)
    reached = found.reach(steps=steps)[-1 - steps :] if steps else np.full((1, 1), np.nan)
    # The last state itself is left out: 1.
    past = np.where(np.isnan(reached[:-1]), -1.0, reached[:-1]) if steps else np.zeros((1, 1))
    at, unit = (int(place) for place in np.unravel_index(int(past.argmax()), past.shape))
    return Fading(
        layer=layer,
        direction=direction,
        row=row,
        length=len(found.track),
        state=found.state,
        factor=found.factor,
        half_life=float(np.median(found.half_life)) if direct else math.nan,
        kept=float(np.median(np.abs(found.kept()[0]))) if direct else math.nan,
        gradient_half=float(np.median(steps_to_half(reached))),
        steps=steps,
        longest=float(reached[0].max()),
        peak=float(reached[at, unit]),
        peak_unit=unit,
        peak_t=found.track.order[len(found.track) - steps + at] if steps else found.track.order[-1],
    )


def fading_findings(found: Sequence[Fading]) -> Iterator[Finding]:
    """States and gradients that are gone long before the row's end, and gradients that grow."""
    calm = True
    for one in found:
        # At the step that is processed last, all of the past can be seen.
        last = 0 if one.direction == "reverse" else one.length - 1
        place = Where(layer=one.layer, direction=one.direction, row=one.row, t=last)
        values: dict[str, object] = {"state": one.state, "row": one.row, "length": one.length}
        if one.kept < THOUSANDTH or one.longest < THOUSANDTH:
            calm = calm and not one.longest < THOUSANDTH
            yield Finding(*_fades(one), {**values, **_measured(one)}, place, ("memory",))
        if one.peak > 1 / THOUSANDTH:
            calm = False
            said = {**values, "peak": one.peak, "unit": one.peak_unit, "t": one.peak_t}
            there = replace(place, units=(one.peak_unit,), t=one.peak_t)
            yield Finding("gradient-explodes", "look", _EXPLODES, said, there, ("memory",))
    if found and calm and all(math.isfinite(one.longest) for one in found):
        values = {
            "row": found[0].row,
            "least": min(one.longest for one in found),
            "most": max(one.peak for one in found),
        }
        yield Finding("gradient-fades", "fine", _CALM, values, panels=("memory",))


def _fades(one: Fading) -> tuple[str, Severity, str]:
    """Code, severity and sentence: along the direct path, by every way, or both."""
    if not one.longest < THOUSANDTH:
        return "memory-short", "look", _SHORT
    return "gradient-vanishes", "look", _BOTH if one.kept < THOUSANDTH else _VANISHES


def _measured(one: Fading) -> dict[str, object]:
    return {"factor": one.factor, "half": one.half_life, "steps": one.steps, "longest": one.longest}


_BOTH = N_(
    "{factor} is so small that half of {state} is gone after {half} steps (median of the units, row {row}), and the "
    "gradient of the last {state} by that of {steps} steps before is {longest} at most, less than a thousandth: hardly "
    "anything is learned over so many steps."
)
_SHORT = N_(
    "{factor} is so small that half of {state} is gone after {half} steps (median of the units, row {row}): after all "
    "{length} steps, at least half of the units hold less than a thousandth of their first {state}."
)
_VANISHES = N_(
    "the gradient of the last {state} by that of {steps} steps before is less than a thousandth in every unit, "
    "{longest} at most (row {row}): hardly anything is learned over so many steps."
)
_EXPLODES = N_(
    "the gradient of the last {state} by an earlier one grows beyond a thousand: to {peak} in unit {unit}, by the "
    "{state} that the step at t = {t} reads (row {row})."
)
_CALM = N_(
    "As far back as it was followed, the gradient neither vanishes below a thousandth in every unit nor grows beyond a "
    "thousand (row {row}; {least} to {most})."
)


def fadings_table(found: Sequence[Fading]) -> Table:
    """One row for each layer and direction."""
    rows = tuple(
        (
            *(one.layer, one.direction, one.state, one.half_life, one.gradient_half),
            *(one.steps, one.longest, one.row),
        )
        for one in found
    )
    columns = (
        *(N_("layer"), N_("direction"), N_("state"), N_("half-life"), N_("gradient's half-life")),
        *(N_("steps back"), N_("gradient there"), N_("row")),
    )
    return Table("fadings", N_("How long a state and its gradient last"), _NOTE, columns, rows)


_NOTE = N_(
    "Steps until half is left, median of the units: of the state along the direct path alone, and of the gradient by "
    "every way (∞: not halved so far back). The gradient there: the longest of all units."
)

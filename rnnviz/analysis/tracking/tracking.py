"""Pearson's correlation of every gate and state, unit by unit, with one series over the time steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.errors import InputError
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_

_ROUNDING = 1e-7
"""Of float32: what changes by a smaller share does not change."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """A unit of a gate or state, and how well it follows the series.

    Attributes:
        variable: "f", "c", "h".
        layer: from 0.
        direction: "forward" or "reverse".
        unit: from 0.
        correlation: -1 to 1: at 1 it is a straight line of the series, at -1 one that falls.
    """

    variable: str
    layer: int
    direction: str
    unit: int
    correlation: float


def tracking(
    rec: Recording,
    series: Float[np.ndarray, " length"],
    *,
    batch: int = 0,
    variables: Sequence[str] | None = None,
) -> tuple[Tracker, ...]:
    """Every unit of every gate and state by how well it follows a series, the best first.

    The best has the largest magnitude: a unit that is low where the series is high follows it as well. Units that do
    not change have no correlation and are left out; none is left where the series does not change. Time steps at which
    the series is NaN do not count. Many units are looked at, so some follow by chance; more so on a short text.

    Args:
        rec: what was recorded.
        series: one number for each time step of the row.
        batch: the row.
        variables: some of the gates and states; all by default.

    Raises:
        InputError: there are not as many numbers as time steps.
        PlaceError: there is no such row or variable.
    """
    found: list[Tracker] = []
    for layer in range(rec.num_layers):
        for direction in DIRECTIONS[: rec.num_directions]:
            track = rec.track(layer, direction, batch)
            if len(series) != len(track):
                template = N_("series must have one number for each of the {length} time steps, got {got}.")
                raise InputError("tracking-length", template, length=len(track), got=len(series))
            for variable in rec.cell.over_time if variables is None else variables:
                strengths = correlations(track.values(variable), series)
                found += [
                    Tracker(variable, layer, direction, int(unit), float(strengths[unit]))
                    for unit in np.flatnonzero(~np.isnan(strengths))
                ]
    # Sorting keeps the order of what is equal.
    return tuple(sorted(found, key=lambda tracker: -abs(tracker.correlation)))


def correlations(
    values: Float[np.ndarray, "length units"], series: Float[np.ndarray, " length"]
) -> Float[np.ndarray, " units"]:
    """Pearson's correlation of each column with the series, where both are numbers; NaN where one does not change."""
    known = np.isfinite(series)
    told, columns = series[known], values[known].astype(np.float64)
    if len(told) < 2:
        return np.full(values.shape[1], np.nan)
    with np.errstate(all="ignore"):
        told, length = _centred(told)
        columns, lengths = _centred(columns)
        found = np.where((lengths > 0) & (length > 0), told @ columns / (lengths * length), np.nan)
    return np.asarray(np.clip(found, -1.0, 1.0))


def _centred(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns less their means, and the length of each: 0 where it only differs by the rounding of its numbers."""
    centred = values - values.mean(axis=0)
    lengths = np.sqrt((centred**2).sum(axis=0))
    return centred, np.where(lengths > _ROUNDING * np.sqrt(len(values)) * np.abs(values).max(axis=0), lengths, 0.0)

"""Where an edited run differs from the run without edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.rerun.rerun import rerun
from rnnviz.errors import ArgumentError
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_, Translation, translation

_BLOCK = 2**17
"""Numbers of one variable that are looked at at a time: a recording may be larger than memory."""


@dataclass(frozen=True)
class Difference:
    """The first number that is another one."""

    layer: int
    direction: str
    batch: int
    t: int
    """The position in the input, in both directions."""
    variable: str
    unit: int
    value: float
    """In the first recording,"""
    other: float
    """and in the other one."""
    one_direction: bool = True
    """Whether the module has no other direction: then no sentence speaks of it."""

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Translation | None = None) -> str:
        """In words: the place, the name and both numbers.

        >>> print(Difference(0, "forward", 0, 5, "f", 2, 0.25, 1.0))
        layer 0, t = 5, batch row 0: f[2] = 1, 0.25 before
        """
        _ = translate or translation("en")
        words = {"forward": _("forward direction"), "reverse": _("reverse direction")}
        said = [_("layer {got}").format(got=self.layer)]
        said += [] if self.one_direction else [words[self.direction]]
        said += [_("t = {got}").format(got=self.t), _("batch row {got}").format(got=self.batch)]
        return _("{place}: {name} = {after:.4g}, {before:.4g} before").format(
            place=_(", ").join(said), name=f"{self.variable}[{self.unit}]", after=self.other, before=self.value
        )


def first_difference(rec: Recording, other: Recording) -> Difference | None:
    """The first number in which two runs differ, in the order in which they are computed; None where there is none.

    The lowest layer first, forward before reverse, then the order in which the steps are processed, then the batch
    row, then the order of the operations. A recording of a module is run again first where the other one is a rerun:
    a module rounds in its own way, which is no difference that an edit made.

    Raises:
        ArgumentError: they are not of the same kind of module with an input of the same form.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(3, 2), torch.ones(6, 1, 3))
    >>> first_difference(rec, rerun(rec, "z[1] = 0.5 from t=4")).variable
    'z'
    >>> first_difference(rec, rerun(rec)) is None
    True
    """
    rec, other = _both(rec, other)
    for layer in range(rec.num_layers):
        for direction in ("forward", "reverse")[: rec.num_directions]:
            rows = [(rec.track(layer, direction, row), other.track(layer, direction, row)) for row in range(rec.batch)]
            found = [one for one in (_first_of_track(*pair) for pair in rows) if one is not None]
            if found:
                # Of rows that differ at the same step, the first.
                return min(found, key=lambda one: one[0])[1]
    return None


def differences(
    rec: Recording, other: Recording, *, layer: int = 0, direction: str = "forward", batch: int = 0
) -> Mapping[str, Float[np.ndarray, " length"]]:
    """For every variable of a track, the largest difference of its units at every step, by position in the input.

    It is 0 where all units are equal, inf where one of the two is NaN and the other is not. As in
    `first_difference`, a recording of a module is run again first where the other one is a rerun.

    Raises:
        ArgumentError: they are not of the same kind of module with an input of the same form.
        PlaceError: there is no such layer, direction or row.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(3, 2), torch.ones(6, 1, 3))
    >>> differences(rec, rerun(rec, "z = 0.5 from t=4"))["h"].nonzero()
    (array([4, 5]),)
    """
    rec.track(layer, direction, batch)
    rec, other = _both(rec, other)
    track, edited = rec.track(layer, direction, batch), other.track(layer, direction, batch)
    found: dict[str, np.ndarray] = {}
    for name in track.cell_type.variables:
        parts = [
            _apart(track.part(name, *edges), edited.part(name, *edges)).max(axis=1, initial=0)
            for edges in _blocks(track, name)
        ]
        found[name] = np.concatenate(parts)
    return found


def _both(rec: Recording, other: Recording) -> tuple[Recording, Recording]:
    if (rec.architecture, rec.lengths, rec.h.shape) != (other.architecture, other.lengths, other.h.shape):
        raise ArgumentError(
            "difference-kind",
            N_("both recordings must be of the same module and form of input, got {got} and {other}. Compare reruns."),
            got=rec.architecture,
            other=other.architecture,
        )
    if (rec.edits is None) == (other.edits is None):
        return rec, other
    return (rerun(rec), other) if rec.edits is None else (rec, rerun(other))


def _first_of_track(track: Track, other: Track) -> tuple[int, Difference] | None:
    """The first difference of a row, and after how many steps it comes."""
    names = track.cell_type.variables
    steps = len(track)
    first: tuple[int, int, int] | None = None
    for order, name in enumerate(names):
        for start, stop in _blocks(track, name):
            edges = (steps - stop, steps - start) if track.reverse else (start, stop)
            if first is not None and start > first[0]:
                break
            apart = _apart(track.part(name, *edges), other.part(name, *edges))[:: -1 if track.reverse else 1]
            at = np.argwhere(apart != 0)
            if len(at):
                step, unit = at[0].tolist()
                first = min(first or (steps, 0, 0), (start + step, order, unit))
                break
    if first is None:
        return None
    step, order, unit = first
    t = steps - 1 - step if track.reverse else step
    name = names[order]
    values = [float(one.part(name, t, t + 1)[0, unit]) for one in (track, other)]
    one_direction = track.recording.num_directions == 1
    where = (track.layer, track.direction, track.batch, t)
    return step, Difference(*where, name, unit, values[0], values[1], one_direction)


def _blocks(track: Track, name: str) -> Iterator[tuple[int, int]]:
    """Stretches of steps."""
    size = track.recording.architecture.size(track.cell_type.size_of(name), track.layer)
    steps = max(1, _BLOCK // max(1, size))
    return ((start, min(start + steps, len(track))) for start in range(0, len(track), steps))


def _apart(one: Float[np.ndarray, "steps size"], other: Float[np.ndarray, "steps size"]) -> np.ndarray:
    """How far apart: 0 where both are the same, NaN and infinities too; inf where only one is NaN."""
    with np.errstate(invalid="ignore", over="ignore"):
        apart: np.ndarray = np.abs(one - other)
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.where(same, 0, np.nan_to_num(apart, nan=np.inf, posinf=np.inf))

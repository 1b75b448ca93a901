"""The fixed colour limits: one for each family of values over the whole recording, so that colours compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from weakref import WeakKeyDictionary

from rnnviz.analysis.magnitude import largest, round_up
from rnnviz.cells import CellType
from rnnviz.recorder import Recording, Track


@dataclass(frozen=True)
class Bound:
    """Values run from 0 to 1 (``unit``) or from -limit to limit."""

    unit: bool
    limit: float


def bounds(recording: Recording) -> Mapping[str, Bound]:
    """The colour limit of every variable: gates 0..1, others ±limit, the same for all of one family.

    A limit is never below 1, so that a weak signal looks weak. The whole recording is looked through once, for as long
    as the recording lives.
    """
    if recording not in _FOUND:
        _FOUND[recording] = MappingProxyType(_bounds(recording))
    return _FOUND[recording]


_FOUND: WeakKeyDictionary[Recording, Mapping[str, Bound]] = WeakKeyDictionary()


def _bounds(recording: Recording) -> dict[str, Bound]:
    families = {name: _family(recording.cell, name) for name in recording.cell.variables}
    found = dict.fromkeys(families.values(), 0.0)
    # Gates need no looking through. A state before a step is the state after another one, or the first of all, but
    # where an edit set it.
    own = {name for _, _, name in recording.overridden}
    searched = [
        name for name, family in families.items() if family != "gate" and (name in own or not name.endswith("_prev"))
    ]
    for track in recording.tracks:
        for name in searched:
            found[families[name]] = max(found[families[name]], _largest(track, name))
        for state in track.cell_type.states:
            family = families[f"{state}_prev"]
            found[family] = max(found[family], largest(track.initial(state)))
    return {
        name: Bound(True, 1.0) if family == "gate" else Bound(False, max(1.0, round_up(found[family])))
        for name, family in families.items()
    }


def _largest(track: Track, name: str) -> float:
    """Worked out for a stretch of the track at a time: to keep all numbers would take several times the recording."""
    return max(
        (
            largest(track.part(name, start, min(start + _STRETCH, len(track))))
            for start in range(0, len(track), _STRETCH)
        ),
        default=0.0,
    )


_STRETCH = 512
"""Time steps: few enough for the processor's own memory."""


def _family(cell_type: CellType, name: str) -> str:
    """Which variables share a colour scale: everything on the way of one state does, and all weighted sums do."""
    if name == "x":
        return "x"
    operation = cell_type.operation(name.removesuffix("_prev"))
    return operation.role if operation.role in ("gate", "preactivation") else operation.colour

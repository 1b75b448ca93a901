"""What the edits of an edited run made: which of them hold at a step, and with which weights it was worked out."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.rerun.change import Change, positions
from rnnviz.analysis.rerun.check import Scope
from rnnviz.analysis.rerun.edit import Edit
from rnnviz.analysis.rerun.parse import parse
from rnnviz.analysis.rerun.weights import Weights
from rnnviz.cells.rounding import rounded, rounding_of
from rnnviz.errors import EditError
from rnnviz.recorder import Recording, Track


@dataclass(frozen=True, eq=False)
class MadeStep:
    """One step of a track of an edited run."""

    track: Track
    t: int

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that hold at this step, in the order in which they were made; those of initial states always do."""
        track = self.track
        return tuple(edit for edit in edits_of(track.recording) if _holds(edit, track, self.t))

    def of(self, name: str, unit: int) -> tuple[Edit, ...]:
        """The edits that set one unit of a value, or of an initial state."""
        here = [edit for edit in self.edits if edit.name == name]
        return tuple(edit for edit in here if _has(edit, unit, self._size(name))) if here else ()

    @cached_property
    def weights(self) -> Mapping[str, Float[np.ndarray, "..."]]:
        """The blocks with which the step was worked out: an edit may change them from some step on."""
        recorded = self.track.weights
        changes: dict[str, list[Change]] = {}
        rounding = rounding_of(self.track.recording.dtype)
        for edit in edits_of(self.track.recording):
            if edit.name in recorded and _is_of(edit, self.track):
                value = rounded(np.asarray(edit.value, recorded[edit.name].dtype), rounding)
                active = positions(edit, self.track.recording.seq_len)
                changes.setdefault(edit.name, []).append(Change(edit, value, active, rounding))
        # What was edited at every step is recorded as it was edited.
        varying = {name: some for name, some in changes.items() if not all(change.always for change in some)}
        if not varying:
            return recorded
        return Weights(self.track.cell_type, recorded, varying, self.track.recording.seq_len).at(self.t).blocks

    def _size(self, name: str) -> int:
        cell, architecture = self.track.cell_type, self.track.recording.architecture
        return architecture.size(cell.size_of(name.removesuffix("_0")), self.track.layer)


def set_by_edits(track: Track, name: str) -> Bool[np.ndarray, "length size"]:
    """Where edits set a value of a track, by position in the input."""
    found = np.zeros(track.values(name).shape, bool)
    for active, units, _ in _each(track, name):
        found[active, units] = True
    return found


def let_through(track: Track, name: str) -> Float[np.ndarray, "length size"]:
    """How much a value of a track moves with what its operation gave, by position in the input.

    1 where nothing is edited or something is added, 0 where it is set, else the number that it is multiplied by.
    """
    found = np.ones(track.values(name).shape)
    for active, units, edit in _each(track, name):
        if edit.operator != "+=":
            found[active, units] *= edit.value if edit.operator == "*=" and not isinstance(edit.value, str) else 0.0
    return found


def _each(track: Track, name: str) -> Iterator[tuple[Bool[np.ndarray, " length"], slice, Edit]]:
    """The edits of a value of a track: at which positions, which units."""
    for edit in edits_of(track.recording):
        if edit.name == name and _is_of(edit, track) and edit.row in (None, track.batch):
            part = edit.index[0] if edit.index else (None, None)
            units = slice(part, part + 1 or None) if isinstance(part, int) else slice(*part)
            yield positions(edit, track.recording.seq_len)[: len(track)], units, edit


def edits_of(rec: Recording) -> tuple[Edit, ...]:
    """The edits with which a run was made; none for what a module computed."""
    if not rec.edits:
        return ()
    if rec not in _READ:
        _READ[rec] = tuple(_read(rec))
    return _READ[rec]


def _read(rec: Recording) -> Iterator[Edit]:
    for text in rec.edits or ():
        # A file may come from anywhere: a line that is no edit of this network made nothing in it.
        with suppress(EditError):
            yield from [Scope(text, rec, made=True).edit(written) for written in parse(text)]


_READ: WeakKeyDictionary[Recording, tuple[Edit, ...]] = WeakKeyDictionary()


def _is_of(edit: Edit, track: Track) -> bool:
    """Whether an edit is of a track; x is read by both directions."""
    return edit.layer == track.layer and (edit.name == "x" or edit.direction == track.direction)


def _holds(edit: Edit, track: Track, t: int) -> bool:
    mine = _is_of(edit, track) and edit.row in (None, track.batch)
    return mine and bool(positions(edit, track.recording.seq_len)[t])


def _has(edit: Edit, unit: int, size: int) -> bool:
    """Whether a unit is among those of an edit of a vector."""
    if not edit.index:
        return True
    part = edit.index[0]
    return unit == part % size if isinstance(part, int) else unit in range(size)[slice(*part)]

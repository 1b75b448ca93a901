"""Two recordings of one input, number by number."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.compare.apart import subtracted
from rnnviz.analysis.compare.difference import Difference
from rnnviz.analysis.compare.first import Row, first_difference, remembered
from rnnviz.cells import CellType
from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.recorder import Recording, Track
from rnnviz.recorder.architecture import DIRECTIONS
from rnnviz.words import N_


@dataclass(frozen=True)
class Tail:
    """Steps of a batch row for which one recording has numbers and the other has none.

    Attributes:
        batch: the batch row, from 0.
        start: the first such position in the input.
        stop: the one after the last.
        longer: which recording has the numbers: 0 for the first, 1 for the other.
    """

    batch: int
    start: int
    stop: int
    longer: int


@dataclass(frozen=True, eq=False, repr=False)
class Pair:
    """One recording beside the first: ``other - first``, by layer, direction, batch row and t."""

    first_recording: Recording
    other: Recording

    def __repr__(self) -> str:
        return f"<Pair of {self.first_recording.architecture} and {self.other.architecture}>"

    def variables(self, layer: int = 0) -> tuple[str, ...]:
        """The variables that can be subtracted in a layer, in the order of the first recording's cell type.

        Their name, role and size are the same in both. A layer that only one of the two has shares nothing.
        """
        both = (self.first_recording, self.other)
        if not all(0 <= layer < one.num_layers for one in both):
            return ()
        known = {name: _kind(self.other, name, layer) for name in self.other.cell.variables}
        first = self.first_recording
        return tuple(name for name in first.cell.variables if known.get(name) == _kind(first, name, layer))

    @property
    def tails(self) -> tuple[Tail, ...]:
        """For each batch row that does not end at the same step in both: the steps that only one of them has."""
        ends = zip(_lengths(self.first_recording), _lengths(self.other), strict=True)
        return tuple(
            Tail(row, min(one, other), max(one, other), int(other > one))
            for row, (one, other) in enumerate(ends)
            if one != other
        )

    def difference(
        self, variable: str, layer: int = 0, direction: str = "forward", batch: int = 0
    ) -> Float[np.ndarray, "length size"]:
        """``other - first`` of one variable over a batch row, as float64, by position in the input.

        Where only one of the two has a number, because its row goes on, it is NaN: no difference is known. It is 0
        where both are the same infinity.

        Raises:
            PlaceError: the two do not share the variable, the layer, the direction or the row.
        """
        one, other = self._values(variable, layer, direction, batch)
        return subtracted(one, other)

    def by_step(
        self, variable: str, layer: int = 0, direction: str = "forward", batch: int = 0
    ) -> Float[np.ndarray, " length"]:
        """The largest ``|other - first|`` over the units at every step; NaN where one of the units has none.

        Raises:
            PlaceError: the two do not share the variable, the layer, the direction or the row.
        """
        found: np.ndarray = np.abs(self.difference(variable, layer, direction, batch)).max(axis=1)
        return found

    def first(
        self,
        *,
        tolerance: float = 0.0,
        variables: Collection[str] | None = None,
        layer: int | None = None,
        direction: str | None = None,
        batch: int | None = None,
    ) -> Difference | None:
        """The number that is computed first of all that differ by more than ``tolerance``; None if none does.

        First in the lowest layer, forward before reverse, then in the order in which the steps are processed, then by
        batch row, operation and unit. NaN differs from every number, though not from NaN; steps that only one of the
        two has are in `tails`.

        Args:
            tolerance: 0 or more, in the numbers' own unit.
            variables: look at these only, or at this one; all that are shared by default.
            layer: look at this one only; at all by default, and so for the others.
            direction: "forward" or "reverse".
            batch: the batch row, from 0.

        Raises:
            ArgumentError: ``tolerance`` is negative or NaN.
            PlaceError: the two share no variable of such a name, or the first has no such layer, direction or row.
        """
        if not tolerance >= 0:
            template = N_("tolerance must be 0 or more, got {got}. Take 0 for any difference at all.")
            raise ArgumentError("compare-tolerance", template, got=tolerance)
        names = (variables,) if isinstance(variables, str) else None if variables is None else tuple(variables)
        # An answer stands for as long as the two recordings, and a page asks for it at every look.
        return remembered(
            *self._both,
            (tolerance, names, layer, direction, batch),
            lambda: first_difference(self._sides(names, layer, direction, batch), tolerance),
        )

    def largest(
        self,
        *,
        variables: Collection[str] | None = None,
        layer: int | None = None,
        direction: str | None = None,
        batch: int | None = None,
    ) -> Difference | None:
        """The number that differs most; None where no two numbers differ. NaN has no size and is passed over.

        Args:
            variables: look at these only, or at this one; all that are shared by default.
            layer: look at this one only; at all by default, and so for the others.
            direction: "forward" or "reverse".
            batch: the batch row, from 0.

        Raises:
            PlaceError: the two share no variable of such a name, or the first has no such layer, direction or row.
        """
        most, found = 0.0, None
        for at, side, row, names in self._shared(variables, layer, direction, batch):
            for name in names:
                one, other = self._values(name, at, side, row)
                size = np.abs(subtracted(one, other))
                size[np.isnan(size)] = 0.0
                if size.max(initial=0.0) > most:
                    t, unit = (int(place) for place in np.unravel_index(size.argmax(), size.shape))
                    values = (float(one[t, unit]), float(other[t, unit]))
                    most, found = float(size[t, unit]), Difference(at, side, row, t, name, unit, values)
        return found

    @property
    def _both(self) -> tuple[Recording, Recording]:
        return self.first_recording, self.other

    def _sides(
        self, variables: Collection[str] | None, layer: int | None, direction: str | None, batch: int | None
    ) -> Iterator[list[Row]]:
        """The rows of each layer and direction that are asked for, in the order in which they are computed."""
        shared = self._shared(variables, layer, direction, batch)
        for _, rows in groupby(shared, lambda one: one[:2]):
            yield [Row(self._tracks(at, side, row), names) for at, side, row, names in rows]

    def _tracks(self, layer: int, direction: str, batch: int) -> tuple[Track, Track]:
        one, other = (rec.track(layer, direction, batch) for rec in self._both)
        return one, other

    def _shared(
        self, variables: Collection[str] | None, layer: int | None, direction: str | None, batch: int | None
    ) -> Iterator[tuple[int, str, int, tuple[str, ...]]]:
        """Every track that both have and that is asked for, with the variables to look at."""
        if self.first_recording.batch:
            self.first_recording.track(layer or 0, direction or "forward", batch or 0)
        variables = (variables,) if isinstance(variables, str) else variables
        layers = range(min(rec.num_layers for rec in self._both))
        names = {layer: self.variables(layer) for layer in layers}
        if variables is not None:
            known = {name for shared in names.values() for name in shared}
            for name in variables:
                if name not in known:
                    raise self._not_shared(name, 0)
        both = min(rec.num_directions for rec in self._both)
        for one in layers:
            wanted = tuple(name for name in names[one] if variables is None or name in variables)
            for side in DIRECTIONS[:both]:
                for row in range(self.first_recording.batch):
                    if layer in (None, one) and direction in (None, side) and batch in (None, row):
                        yield one, side, row, wanted

    def _values(self, variable: str, layer: int, direction: str, batch: int) -> tuple[np.ndarray, np.ndarray]:
        """A variable of both over the longer of the two rows, as float64, NaN past the end of the shorter one."""
        tracks = self._tracks(layer, direction, batch)
        if variable not in self.variables(layer):
            raise self._not_shared(variable, layer)
        length = max(len(track) for track in tracks)
        one, other = (_extended(track.values(variable), length) for track in tracks)
        return one, other

    def _not_shared(self, variable: str, layer: int) -> PlaceError:
        shared = ", ".join(self.variables(layer)) or "–"
        template = N_(
            "variable must be of the same name, role and size in both recordings, one of {choices} in layer {layer}, "
            "got {got}. Choose one of these."
        )
        return PlaceError("compare-variable", template, choices=shared, layer=layer, got=repr(variable))


def _kind(rec: Recording, name: str, layer: int) -> tuple[str, int]:
    """What must be the same for two numbers of one name to mean the same: their role, and how many there are."""
    return _role(rec.cell, name), rec.architecture.size(rec.cell.size_of(name), layer)


def _role(cell: CellType, name: str) -> str:
    return "input" if name == "x" else cell.operation(name.removesuffix("_prev")).role


def _lengths(rec: Recording) -> tuple[int, ...]:
    return rec.lengths or (rec.seq_len,) * rec.batch


def _extended(values: np.ndarray, length: int) -> np.ndarray:
    wide = np.full((length, values.shape[1]), np.nan)
    wide[: len(values)] = values
    return wide

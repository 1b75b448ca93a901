"""The steps at which a condition holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

import numpy as np
from jaxtyping import Float, Int, UInt8

from rnnviz.analysis.find.question import Question
from rnnviz.recorder import DIRECTIONS, Recording, Track
from rnnviz.words import Translation, translation

if TYPE_CHECKING:
    import pandas

_SHOWN = 5
"""Hits that are written out when all of them are shown."""
_MOST_VALUES = 6
"""Values of one name that are written out."""


@dataclass(frozen=True)
class Hit:
    """One step at which a condition holds; two hits are equal where place and units are."""

    layer: int
    direction: str
    """ "forward" or "reverse"."""
    batch: int
    t: int
    """The position in the input, from 0, in both directions."""
    units: tuple[int, ...] | None
    """The units for which it holds; where it names single units only, those; None where it is about no unit, such as
    ``mean(f) < 0.2``, or about units that are counted along different axes. Of x, the features."""
    values: Mapping[str, float | Float[np.ndarray, " units"]] = field(compare=False)
    """Each name as it is written in the condition, with its value or values at this step: {"f[3]": 0.05}. What it asks
    of the step before stands there as ``prev(h)``, where there is such a step."""
    one_direction: bool = field(default=True, repr=False, compare=False)
    """Whether the module has no other direction: then no sentence speaks of it."""

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Translation | None = None) -> str:
        """In words: the place, the units and the values.

        >>> print(Hit(0, "forward", 2, 7, (3,), {"f[3]": 0.0525}))
        layer 0, t = 7, batch row 2, unit 3: f[3] = 0.0525
        """
        _ = translate or translation("en")
        words = {"forward": _("forward direction"), "reverse": _("reverse direction")}
        said = [_("layer {got}").format(got=self.layer)]
        said += [] if self.one_direction else [words[self.direction]]
        said += [_("t = {got}").format(got=self.t), _("batch row {got}").format(got=self.batch)]
        if self.units is not None:
            some = ", ".join(map(str, self.units[:_MOST_VALUES])) + (", …" if len(self.units) > _MOST_VALUES else "")
            said.append((_("unit {got}") if len(self.units) == 1 else _("units {got}")).format(got=some))
        place = _(", ").join(said)
        values = _(", ").join(f"{name} = {_written(value)}" for name, value in self.values.items())
        return _("{place}: {values}").format(place=place, values=values) if values else place


def _written(value: float | np.ndarray) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    some = ", ".join(f"{one:.4g}" for one in value[:_MOST_VALUES])
    return f"[{some}{', …' if len(value) > _MOST_VALUES else ''}]"


@dataclass(frozen=True, eq=False)
class Found:
    """The hits as arrays, one entry for each of them."""

    layer: Int[np.ndarray, " hits"]
    direction: Int[np.ndarray, " hits"]
    """0 forward, 1 reverse."""
    batch: Int[np.ndarray, " hits"]
    t: Int[np.ndarray, " hits"]
    held: UInt8[np.ndarray, "hits bytes"]
    """For which of the units that the condition is about it holds: a bit for each of them."""

    def __getitem__(self, chosen: slice | Int[np.ndarray, " chosen"]) -> "Found":
        return Found(*(getattr(self, name)[chosen] for name in ("layer", "direction", "batch", "t", "held")))


class Hits(Sequence[Hit]):
    """The steps at which a condition holds, in the order in which they are computed.

    The lowest layer first, forward before reverse, then the order in which the steps are processed, then the batch
    row. A hit is made when it is asked for; what is kept of it is its place and a bit for each unit.
    """

    def __init__(self, recording: Recording, question: Question, found: Found) -> None:
        self._recording = recording
        self._question = question
        self._found = found

    @property
    def condition(self) -> str:
        """The condition as it was given."""
        return self._question.condition

    @property
    def recording(self) -> Recording:
        """The recording that was asked."""
        return self._recording

    @property
    def first(self) -> Hit | None:
        """The hit that is computed first; None where there is none."""
        return self[0] if self else None

    def __len__(self) -> int:
        return len(self._found.t)

    @overload
    def __getitem__(self, index: int) -> Hit: ...

    @overload
    def __getitem__(self, index: slice) -> "Hits": ...

    def __getitem__(self, index: int | slice) -> "Hit | Hits":
        if isinstance(index, slice):
            return Hits(self._recording, self._question, self._found[index])
        return self._hit(range(len(self))[index])

    def __iter__(self) -> Iterator[Hit]:
        return (self._hit(index) for index in range(len(self)))

    def __repr__(self) -> str:
        return f"<Hits: {self.sentence()}>"

    def sentence(self, translate: Translation | None = None) -> str:
        """How many there are, and the first few of them, one on a line."""
        _ = translate or translation("en")
        count = len(self)
        if not count:
            return _("{condition} holds at no step").format(condition=self.condition)
        said = _("{condition} holds at 1 step") if count == 1 else _("{condition} holds at {count} steps")
        lines = [said.format(condition=self.condition, count=count)]
        lines += ["  " + hit.sentence(_) for hit in self[:_SHOWN]]
        if count > _SHOWN:
            lines.append("  " + _("and {count} more").format(count=count - _SHOWN))
        return "\n".join(lines)

    def steps(self, layer: int = 0, direction: str = "forward", batch: int = 0) -> Int[np.ndarray, " steps"]:
        """The positions t of the hits of one track, in the order in which they are processed.

        Raises:
            PlaceError: there is no such layer, direction or row.
        """
        self._recording.track(layer, direction, batch)
        found = self._found
        here = (found.layer == layer) & (found.direction == DIRECTIONS.index(direction)) & (found.batch == batch)
        steps: Int[np.ndarray, " steps"] = found.t[here]
        steps.setflags(write=False)
        return steps

    @property
    def tracks(self) -> tuple[tuple[int, str, int], ...]:
        """Layer, direction and batch row of every track that has a hit."""
        found = np.stack([self._found.layer, self._found.direction, self._found.batch], axis=1)
        return tuple((layer, DIRECTIONS[side], row) for layer, side, row in np.unique(found, axis=0).tolist())

    def place(self, index: int) -> tuple[int, str, int, int]:
        """Layer, direction, batch row and t of a hit."""
        found = self._found
        layer, side, row, t = (int(one[index]) for one in (found.layer, found.direction, found.batch, found.t))
        return layer, DIRECTIONS[side], row, t

    def told(self, index: int) -> Mapping[str, float]:
        """What a list says of a hit: single numbers, for the first of its units: {"f[3]": 0.05, "mean(h)": 0.2}."""
        track, step = self._at(index)
        units = self.units(index)
        return MappingProxyType(self._question.told(track, step, units[0] if units else None))

    def to_dataframe(self) -> "pandas.DataFrame":
        """A line for each hit: layer, direction, t, batch, units (needs the extra ``rnnviz[pandas]``)."""
        from rnnviz.recorder.tables import optional_library

        frame: pandas.DataFrame = optional_library("pandas").DataFrame(
            {
                "layer": self._found.layer,
                "direction": [DIRECTIONS[direction] for direction in self._found.direction],
                "t": self._found.t,
                "batch": self._found.batch,
                "units": [self.units(index) for index in range(len(self))],
            }
        )
        return frame

    def _hit(self, index: int) -> Hit:
        track, step = self._at(index)
        values = self._question.values(track, step)
        one_direction = self._recording.num_directions == 1
        place = (track.layer, track.direction, track.batch, int(self._found.t[index]))
        return Hit(*place, self.units(index), MappingProxyType(values), one_direction)

    def _at(self, index: int) -> tuple[Track, int]:
        """The track of a hit, and its step, counted as they are processed."""
        layer, direction, batch, t = self.place(index)
        track = self._recording.track(layer, direction, batch)
        return track, len(track) - 1 - t if track.reverse else t

    def units(self, index: int) -> tuple[int, ...] | None:
        """The units of a hit, as `Hit.units`."""
        layer = int(self._found.layer[index])
        about = self._question.about[layer]
        if about is None:
            return self._question.single_units(layer)
        bits = np.unpackbits(self._found.held[index], count=len(about.units))
        return tuple((np.flatnonzero(bits) + about.units.start).tolist())

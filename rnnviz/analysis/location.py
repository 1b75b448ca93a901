"""Where the numbers of a tensor come from, and every other place that holds the same numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Int

from rnnviz.analysis.place import Place, boxes
from rnnviz.analysis.tensors import Coordinates, elements, last_step, tensors, units
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_, Translation, translation

One = int | tuple[int, ...]
"""The value that all numbers share, or all the values that they have, in order."""

_VARIABLES: Mapping[str, str] = {
    "x": N_("input x"),
    "h": N_("hidden state h"),
    "c": N_("cell state c"),
    "h_0": N_("initial hidden state h_0"),
    "c_0": N_("initial cell state c_0"),
    "y": N_("output y"),
    "y_0": N_("initial output y_0"),
}
_ONE: Mapping[str, str] = {
    "layer": N_("layer {got}"),
    "t": N_("t = {got}"),
    "batch": N_("batch row {got}"),
    "unit": N_("unit {got}"),
    "feature": N_("feature {got}"),
}
_SEVERAL: Mapping[str, str] = {
    "layer": N_("layers {got}"),
    "t": N_("t = {got}"),
    "batch": N_("batch rows {got}"),
    "unit": N_("units {got}"),
    "feature": N_("features {got}"),
}
_ALL: Mapping[str, str] = {
    "layer": N_("all {count} layers"),
    "t": N_("all {count} time steps"),
    "batch": N_("all {count} batch rows"),
    "unit": N_("all {count} units"),
    "feature": N_("all {count} features"),
}
_MOST_NAMED = 6
"""Values that are listed one by one; more are told by the first and the last."""


@dataclass(frozen=True, eq=False)
class Location:
    """Numbers of the network: which they are, wherever they were found.

    Attributes:
        variable: what they are: "x", "h", "c", or "h_0", "c_0" for a state that no step has made; "y" for what is
            read out of the hidden units.
        coordinates: layer, direction (0 forward, 1 reverse), t, batch and unit of each number.
        whole: the coordinates that were asked for as a whole.
    """

    recording: Recording
    variable: str
    coordinates: Mapping[str, Int[np.ndarray, " count"]]
    whole: frozenset[str]

    def __len__(self) -> int:
        return len(self.coordinates["layer"])

    def __repr__(self) -> str:
        return f"<Location: {self}>"

    def __str__(self) -> str:
        return self.sentence()

    @cached_property
    def layer(self) -> One | None:
        """From 0; None for the input, which is in no layer."""
        return None if self.variable == "x" else self._one("layer")

    @cached_property
    def direction(self) -> str | tuple[str, ...] | None:
        """ "forward" or "reverse", or both; None for the input."""
        if self.variable == "x":
            return None
        found = self._one("direction")
        return DIRECTIONS[found] if isinstance(found, int) else tuple(DIRECTIONS[one] for one in found)

    @cached_property
    def t(self) -> One | None:
        """The position in the input, from 0, in both directions; None for an initial state."""
        return None if self.variable.endswith("_0") else self._one("t")

    @cached_property
    def batch(self) -> One:
        """The batch row, from 0."""
        return self._one("batch")

    @cached_property
    def unit(self) -> One:
        """The coordinate of the state, from 0; of the input, the feature."""
        return self._one("unit")

    def _one(self, name: str) -> One:
        values = self.coordinates[name]
        if len(values) == 1:
            return int(values[0])
        found = np.unique(values).tolist()
        return found[0] if len(found) == 1 else tuple(found)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place that holds these numbers, or some of them: first in what the module takes and returns.

        The same numbers are equal bit for bit; only ``c`` is computed beside the module, and its last values agree
        with ``c_n`` to rounding.
        """
        found: list[Place] = []
        for tensor in tensors(self.recording).values():
            if tensor.variable != self.variable:
                continue
            inside, index = elements(self.recording, tensor, self.coordinates)
            if inside.any():
                found.extend(boxes(tensor, {name: one[inside] for name, one in index.items()}, self.whole))
        return tuple(found)

    def sentence(self, translate: Translation | None = None) -> str:
        """In words: variable, layer, direction, position, batch rows and units."""
        _ = translate or translation("en")
        parts = [_(_VARIABLES[self.variable])]
        if self.variable != "x":
            parts += [self._part("layer", _), self._direction(_)]
        if not self.variable.endswith("_0"):
            parts.append(self._time(_))
        parts += [self._part("batch", _), self._part("unit", _)]
        return _(", ").join(part for part in parts if part)

    def _time(self, _: Translation) -> str:
        """The positions, and what is left out of them where not every row and direction has every one."""
        said = self._part("t", _)
        if isinstance(self.t, int) or math.prod(len(np.unique(one)) for one in self.coordinates.values()) == len(self):
            return said
        ends = last_step(self.recording, self.coordinates["direction"], self.coordinates["batch"])
        if (self.coordinates["t"] == ends).all():
            uneven = self.recording.lengths is not None
            note = _("the last step of each row") if uneven else _("the last step of each direction")
        else:
            note = _("as far as each row goes")
        return _("{said} ({note})").format(said=said, note=note)

    def _direction(self, _: Translation) -> str:
        if self.recording.num_directions == 1:
            return ""
        words = {"forward": _("forward direction"), "reverse": _("reverse direction")}
        return words[self.direction] if isinstance(self.direction, str) else _("both directions")

    def _part(self, name: str, _: Translation) -> str:
        found = getattr(self, name)
        said = "feature" if name == "unit" and self.variable == "x" else name
        values = (found,) if isinstance(found, int) else found
        count = self._count(name)
        if name == "batch" and count == 1:
            return ""
        if len(values) == 1:
            return _(_ONE[said]).format(got=values[0])
        if len(values) == count > 2:
            return _(_ALL[said]).format(count=count)
        return _(_SEVERAL[said]).format(got=_listed(values, _))

    def _count(self, name: str) -> int:
        rec = self.recording
        if name == "unit":
            return units(rec, self.variable)
        return {"layer": rec.num_layers, "t": rec.seq_len, "batch": rec.batch}[name]


def _listed(values: tuple[int, ...], _: Translation) -> str:
    """Values as a reader takes them in: in a row, from first to last, or one by one."""
    if len(values) > 2 and values[-1] - values[0] == len(values) - 1:
        return _("{first} to {last}").format(first=values[0], last=values[-1])
    if len(values) <= _MOST_NAMED:
        return ", ".join(map(str, values))
    return ", ".join([*map(str, values[: _MOST_NAMED - 1]), "…", str(values[-1])])


def location_of(rec: Recording, variable: str, coordinates: Coordinates, whole: frozenset[str]) -> Location:
    """Numbers as a `Location`: each once, read-only."""
    flat = {name: np.ascontiguousarray(values.reshape(-1)) for name, values in coordinates.items()}
    for values in flat.values():
        values.setflags(write=False)
    return Location(rec, variable, flat, whole)


def places(location: Location) -> tuple[Place, ...]:
    """Every place that holds the same numbers: the inverse of `locate`.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(10, 20, 2, bidirectional=True), torch.randn(5, 3, 10))
    >>> [str(place) for place in places(rnnviz.locate(rec, "h_n", layer_direction=3))]
    ['output[0, :, 20:]', 'h_n[3]', 'h[1, 1, 0]']
    """
    return location.places

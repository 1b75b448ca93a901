"""A track: one layer, one direction, one batch row over time; and a step of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CellType
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.operation import Operation
from rnnviz.cells.rounding import rounding_of
from rnnviz.errors import PlaceError
from rnnviz.recorder.architecture import DIRECTIONS
from rnnviz.words import N_

if TYPE_CHECKING:
    from rnnviz.recorder.recording import Recording


@dataclass(frozen=True, eq=False)
class Step:
    """Every number of one time step.

    ``step["c"]`` is the vector of one variable; ``step.values`` holds them all: the inputs of the step, then every
    operation in order. ``t`` is the position in the input, in the reverse direction too.
    """

    t: int
    label: str | None
    cell_type: CellType
    reverse: bool
    values: Mapping[str, Float[np.ndarray, " size"]]
    weights: Mapping[str, np.ndarray]
    edits: tuple[str, ...] = ()
    """The edits of the run, as `Recording.edits`: what one of them set does not follow from the other values."""

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> Float[np.ndarray, " size"]:
        if name not in self.values:
            raise _no_variable(name, self.cell_type)
        return self.values[name]


@dataclass(frozen=True, eq=False)
class Track:
    """One layer, one direction, one batch row; ``track[t]`` is a `Step`, ``len(track)`` the row's length."""

    recording: "Recording"
    layer: int
    direction: str
    batch: int

    def __len__(self) -> int:
        lengths = self.recording.lengths
        return lengths[self.batch] if lengths else self.recording.seq_len

    def __iter__(self) -> Iterator[Step]:
        return (self[t] for t in range(len(self)))

    def __getitem__(self, t: int) -> Step:
        t = self.position(t)
        values = {name: self.values(name)[t] for name in self.cell_type.variables}
        edits = self.recording.edits or ()
        return Step(t, self.label(t), self.cell_type, self.reverse, MappingProxyType(values), self.weights, edits)

    def position(self, t: int) -> int:
        """A position in the input; a negative one counts from the row's end.

        Raises:
            PlaceError: the row has no such step.
        """
        length = len(self)
        if not -length <= t < length:
            raise PlaceError(
                "track-step",
                N_(
                    "t must be at least -{length} and below {length}, got {got}. "
                    "Choose a position in the input, or count from its end."
                ),
                length=length,
                got=t,
            )
        return t % length

    @property
    def reverse(self) -> bool:
        """Whether time is walked from the last position to the first."""
        return self.direction == "reverse"

    @property
    def cell_type(self) -> CellType:
        """The operations of one time step."""
        return self.recording.cell

    @property
    def order(self) -> range:
        """The positions in the order of processing."""
        steps = range(len(self))
        return steps[::-1] if self.reverse else steps

    @property
    def input(self) -> Float[np.ndarray, "length features"]:
        """What this layer reads: the input itself, or the output of the layer below."""
        return self.values("x")

    @cached_property
    def weights(self) -> Mapping[str, np.ndarray]:
        """The blocks W_ii, W_hi, b_ii, ... of this layer and direction; empty where the recording has no weights."""
        recording = self.recording
        if not recording.weights:
            return MappingProxyType({})
        direction = DIRECTIONS.index(self.direction)
        return MappingProxyType(recording.architecture.blocks(recording.weights, self.layer, direction))

    def label(self, t: int) -> str | None:
        """The label of the input at position t; None where it is blank, as that of padding is."""
        labels = self.recording.labels
        return labels[self.batch][t] or None if labels else None

    def initial(self, state: str) -> Float[np.ndarray, " hidden_size"]:
        """The state before the first step: h_0 or c_0 of this layer, direction and row."""
        recording = self.recording
        given = recording.h_0 if state == self.cell_type.state else recording.c_0
        assert given is not None
        first: Float[np.ndarray, " hidden_size"]
        first = given[self.layer * recording.num_directions + DIRECTIONS.index(self.direction), self.batch]
        return first

    def before(self, state: str, start: int, stop: int) -> Float[np.ndarray, "steps size"]:
        """The state before each of the positions from start to stop."""
        states, first = self.values(state), self.initial(state)[None]
        if self.reverse:
            return np.concatenate([states[start + 1 : stop], states[stop : stop + 1] if stop < len(self) else first])
        return np.concatenate([states[start - 1 : start] if start else first, states[start : stop - 1]])

    def values(self, name: str) -> Float[np.ndarray, "length size"]:
        """One variable over the whole track, by position in the input.

        Raises:
            PlaceError: the cell type has no such variable.
        """
        if name not in self._found:
            value = self.part(name, 0, len(self))
            value.setflags(write=False)
            self._found[name] = value
        return self._found[name]

    def gradient(self, name: str) -> Float[np.ndarray, "length size"]:
        """dL/dv for one variable v over the whole track, by position in the input.

        There are gradients for x (what this layer reads), the weighted sums, the gates and the states. Each is a total
        derivative: everything that follows from the variable counts (`Gradients`).

        Raises:
            PlaceError: the recording has no gradients, or none for such a variable.
        """
        gradients = self.recording.gradients
        if gradients is None:
            raise PlaceError(
                "gradients-none",
                N_(
                    "the recording must have gradients for this, and it has none. Record with gradients_of=loss, or "
                    "call loss.backward() inside rnnviz.recording(model, gradients_of='backward')."
                ),
            )
        if name not in gradients.names:
            raise PlaceError(
                "gradient-name",
                N_("gradient must be by one of {choices} for cell type {cell_type}, got {got}. Choose one of these."),
                choices=", ".join(gradients.names),
                cell_type=self.cell_type.name,
                got=repr(name),
            )
        found: Float[np.ndarray, "length size"]
        found = gradients.of(name, self.layer, DIRECTIONS.index(self.direction))[: len(self), self.batch]
        return found

    @cached_property
    def _found(self) -> dict[str, np.ndarray]:
        return {}

    def part(self, name: str, start: int, stop: int) -> Float[np.ndarray, "steps size"]:
        """The same as ``values(name)[start:stop]``, worked out for these positions only: a track may be long.

        There is at least one: 0 <= start < stop <= length.

        Raises:
            PlaceError: the cell type has no such variable.
        """
        recording, cell_type = self.recording, self.cell_type
        if name not in cell_type.variables:
            raise _no_variable(name, cell_type)
        own = recording.overridden.get((self.layer, DIRECTIONS.index(self.direction), name))
        if own is not None:
            return own[start:stop, self.batch]
        if name == "x":
            return self._input(start, stop)
        if name.endswith("_prev"):
            return self.before(name.removesuffix("_prev"), start, stop)
        if name == cell_type.state:
            return self._cut(recording.h, start, stop)
        if name == "c" and recording.c is not None:
            return self._cut(recording.c, start, stop)
        if name in cell_type.gates:
            return self._cut(recording.gates[cell_type.gates.index(name)], start, stop)
        if name in cell_type.weighted_sums:
            return self._cut(recording.weighted_sums[cell_type.weighted_sums.index(name)], start, stop)
        operation = cell_type.operation(name)
        return self.worked_out(operation, {read: self.part(read, start, stop) for read in operation.reads})

    def worked_out(
        self, operation: Operation, reads: Mapping[str, Float[np.ndarray, "steps _"]]
    ) -> Float[np.ndarray, "steps size"]:
        """What an operation makes of the values that it reads."""
        # What overflows is inf, and inf - inf is NaN: they show in the numbers, so no warning is needed.
        with np.errstate(over="ignore", invalid="ignore"):
            rounding = rounding_of(self.recording.dtype)
            return np.asarray(evaluate(operation.expression, {**self.weights, **reads}, rounding))

    def _cut(self, values: np.ndarray, start: int, stop: int) -> np.ndarray:
        track: np.ndarray = values[self.layer, DIRECTIONS.index(self.direction), start:stop, self.batch]
        return track

    def _input(self, start: int, stop: int) -> np.ndarray:
        recording = self.recording
        if self.layer == 0:
            return recording.input[start:stop, self.batch]
        if recording.layer_inputs is not None:
            return recording.layer_inputs[self.layer - 1][start:stop, self.batch]
        return np.concatenate(list(recording.h[self.layer - 1, :, start:stop, self.batch]), axis=-1)


def _no_variable(name: str, cell_type: CellType) -> PlaceError:
    return PlaceError(
        "variable-name",
        N_("variable must be one of {choices} for cell type {cell_type}, got {got}. Choose one of these."),
        choices=", ".join(cell_type.variables),
        cell_type=cell_type.name,
        got=repr(name),
    )

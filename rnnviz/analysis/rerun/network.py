"""All layers of a recorded network, run again with edits, and the recording of that run."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.rerun.change import Change, positions
from rnnviz.analysis.rerun.dropout import dropout_factors
from rnnviz.analysis.rerun.edit import Edit
from rnnviz.analysis.rerun.editable import initial_name
from rnnviz.analysis.rerun.labels import Labels
from rnnviz.analysis.rerun.side import Side
from rnnviz.analysis.rerun.weights import Weights
from rnnviz.cells.rounding import Rounding, rounded, rounding_of
from rnnviz.recorder import DIRECTIONS, Parity, Recording
from rnnviz.recorder.array_names import LAYER_INPUT, WEIGHT, overridden_name
from rnnviz.recorder.facts import Facts, facts_of_recording, recording_of

Changes = dict[str, list[Change]]


class Network:
    """A recording's network, to be run once."""

    def __init__(self, rec: Recording, edits: Sequence[Edit], progress: Callable[[float], None] | None) -> None:
        self._rec, self._edits, self._progress = rec, edits, progress
        self._architecture, self._cell = rec.architecture, rec.cell
        self._rounding = rounding_of(rec.dtype)

    def run(self) -> Recording:
        """Run every layer."""
        # What overflows is inf, and inf - inf is NaN: they show in the numbers, so no warning is needed.
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            return self._run()

    def _run(self) -> Recording:
        facts, architecture = self._facts, self._architecture
        arrays = {
            name: np.full(shape, np.nan, self._rec.input.dtype)
            for name, shape in facts.shapes.items()
            if not name.startswith((WEIGHT, LAYER_INPUT)) and name not in ("input", "output")
        }
        arrays |= self._initial
        last = {state: np.empty_like(arrays[f"{kept}_0"]) for state, kept in architecture.kept_names.items()}
        x, readout = self._input(0, self._rec.input), None
        arrays["input"] = x
        for layer in range(architecture.num_layers):
            if layer:
                x = self._input(layer, self._output(arrays["h"][layer - 1]))
                if facts.drops:
                    arrays[f"{LAYER_INPUT}{layer - 1}"] = x
            for direction in range(architecture.num_directions):
                readout = self._side(layer, direction, x, arrays, last)
        for state, kept in architecture.kept_names.items():
            arrays[f"{kept}_n"] = facts.last(last[state])
        top = self._output(arrays["h"][-1]) if readout is None else np.where(self._alive[..., None], readout, 0)
        arrays["output"] = facts.returned(top)
        return recording_of(facts, arrays, Parity(np.nan, None if self._rec.c is None else np.nan))

    @cached_property
    def _facts(self) -> Facts:
        rec = self._rec
        input_edited = any(edit.name == "x" and edit.layer for edit in self._edits)
        return replace(
            facts_of_recording(rec),
            drops=rec.layer_inputs is not None or input_edited,
            gradients=False,
            loss=None,
            labels=self._labels,
            edits=tuple(map(str, self._edits)),
            overridden=tuple(
                (layer, direction, name)
                for layer in range(rec.num_layers)
                for direction in range(rec.num_directions)
                for name in self._overridden(layer, direction)
            ),
        )

    @property
    def _labels(self) -> tuple[tuple[str, ...], ...] | None:
        """The labels of what is read: a label that an edit put in the place of another stands there."""
        if self._rec.labels is None:
            return None
        found = [list(row) for row in self._rec.labels]
        for edit in self._edits:
            if isinstance(edit.value, str):
                steps = np.flatnonzero(positions(edit, self._rec.seq_len)).tolist()
                for row in found if edit.row is None else [found[edit.row]]:
                    for t in steps:
                        row[t : t + 1] = [edit.value] * (t < len(row))
        return tuple(map(tuple, found))

    @cached_property
    def _alive(self) -> Bool[np.ndarray, "seq_len batch"]:
        lengths = np.asarray(self._rec.lengths or [self._rec.seq_len] * self._rec.batch, dtype=int)
        alive: np.ndarray = np.arange(self._rec.seq_len)[:, None] < lengths
        return alive

    def _changes(self, layer: int, direction: int) -> Changes:
        """The edits of one layer and direction, by name, in the order in which they were given."""
        found: Changes = {}
        for edit in self._edits:
            if edit.layer == layer and (edit.name == "x" or DIRECTIONS.index(edit.direction) == direction):
                found.setdefault(edit.name, []).append(self._change(edit))
        return found

    def _change(self, edit: Edit) -> Change:
        dtype = self._rec.input.dtype
        if isinstance(edit.value, str):
            value = Labels(self._rec).vector(edit.value).copy()
        else:
            value = rounded(np.asarray(edit.value, dtype), self._rounding)
        return Change(edit, value, positions(edit, self._rec.seq_len), self._rounding)

    @cached_property
    def _initial(self) -> dict[str, Float[np.ndarray, "stack batch _"]]:
        """The initial states as they are edited."""
        found = {}
        for state, kept in self._architecture.kept_names.items():
            given = getattr(self._rec, f"{kept}_0").copy()
            for edit in self._edits:
                if edit.name == initial_name(state):
                    place = edit.layer * self._architecture.num_directions + DIRECTIONS.index(edit.direction)
                    given[place] = self._change(edit).of_step(given[place])
            found[f"{kept}_0"] = given
        return found

    @cached_property
    def _weights(self) -> dict[tuple[int, int], Weights]:
        architecture, rec = self._architecture, self._rec
        found = {}
        for layer in range(architecture.num_layers):
            for direction in range(architecture.num_directions):
                blocks = architecture.blocks(rec.weights, layer, direction)
                changes = {name: some for name, some in self._changes(layer, direction).items() if name in blocks}
                found[layer, direction] = Weights(self._cell, blocks, changes, rec.seq_len)
        return found

    def _overridden(self, layer: int, direction: int) -> list[str]:
        """The values that cannot be worked out from the gates, sums and states that are kept."""
        cell, varying = self._cell, self._weights[layer, direction].varying
        kept = {"x", *cell.gates, *cell.weighted_sums, *cell.states}
        changed = set(self._changes(layer, direction))
        by_weight = {one.name for one in cell.operations if not varying.isdisjoint(one.parameters)}
        return [name for name in cell.variables if name in (changed | by_weight) - kept]

    @cached_property
    def _factors(self) -> list[np.ndarray] | None:
        return dropout_factors(self._rec)

    def _input(self, layer: int, below: Float[np.ndarray, "seq_len batch _"]) -> Float[np.ndarray, "seq_len batch _"]:
        """What a layer reads: what the one below gives, with the recorded dropout, then edited."""
        x = np.array(below)
        if layer and self._factors is not None:
            x *= self._factors[layer - 1]
            x = rounded(x, self._rounding)
        for change in self._changes(layer, 0).get("x", ()):
            x = change.of_sequence(x)
        return np.where(self._alive[..., None], x, 0).astype(x.dtype)

    def _output(self, h: Float[np.ndarray, "num_directions seq_len batch size"]) -> np.ndarray:
        """What a layer gives, both directions side by side; 0 past a row's length."""
        return np.where(self._alive[..., None], np.concatenate(list(h), -1), 0)

    def _side(
        self, layer: int, direction: int, x: np.ndarray, arrays: dict[str, np.ndarray], last: dict[str, np.ndarray]
    ) -> Float[np.ndarray, "seq_len batch readout_size"] | None:
        """Run one layer and direction into its arrays; what it reads out, where that is not the state."""
        architecture, cell = self._architecture, self._cell
        stack = layer * architecture.num_directions + direction
        weights = self._weights[layer, direction]
        side = Side(
            cell,
            direction == 1,
            self._alive,
            x,
            {state: arrays[f"{kept}_0"][stack] for state, kept in architecture.kept_names.items()},
            weights,
            self._changes(layer, direction),
            self._rounding_of(self._rec.weighted_sums),
            self._rounding_of(self._rec.h),
        )
        out = {name: arrays["gates"][layer, direction, ..., place, :] for place, name in enumerate(cell.gates)}
        sums = enumerate(cell.weighted_sums)
        out |= {name: arrays["weighted_sums"][layer, direction, ..., place, :] for place, name in sums}
        out |= {state: arrays[kept][layer, direction] for state, kept in architecture.kept_names.items()}
        out |= {name: arrays[overridden_name(layer, direction, name)] for name in self._overridden(layer, direction)}
        readout = None
        if cell.readout is not None and cell.readout != cell.state:
            readout = np.empty((*self._alive.shape, architecture.readout_size), x.dtype)
            readout = out.setdefault(cell.readout, readout)
        final = side.run(out, self._tell(stack))
        for state, value in final.items():
            last[state][stack] = value
        if not self._alive.all():
            for room in out.values():
                room[~self._alive] = np.nan
        for kind, value in weights.kept.items():
            arrays[WEIGHT + architecture.layer_parameters[layer][direction][kind]] = value
        return readout

    def _rounding_of(self, values: Float[np.ndarray, "..."]) -> Rounding:
        """What recorded values are rounded to: some processors keep more digits of a half type than it has."""
        held = np.array_equal(values, rounded(values.copy(), self._rounding), equal_nan=True)
        return self._rounding if held else ""

    def _tell(self, stack: int) -> Callable[[int], None]:
        """Tells the progress over all layers and directions, from 0 to 1."""
        steps = self._rec.seq_len
        whole = steps * self._architecture.num_layers * self._architecture.num_directions

        def tell(done: int) -> None:
            if self._progress is not None:
                self._progress((stack * steps + done) / whole)

        return tell

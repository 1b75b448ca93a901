"""From a run to a recording: every number is computed into the place where it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float

from rnnviz.cells.rounding import rounded, rounding_of
from rnnviz.recorder.array_names import LAYER_INPUT, WEIGHT
from rnnviz.recorder.facts import recording_of
from rnnviz.recorder.file_room import writing
from rnnviz.recorder.files import load
from rnnviz.recorder.layer import Grids, LayerRun, recompute
from rnnviz.recorder.parity import TOLERANCE, difference
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.room import Memory, Room
from rnnviz.recorder.run import Layer, Run
from rnnviz.recorder.width import kept_as, wide


def write_down(run: Run, path: str | Path | None = None) -> Recording:
    """The recording of a run, to be made where no gradients are kept; in a file as it is made, if a path is given."""
    # What overflows is inf, and inf - inf is NaN: they show in the numbers, so no warning is needed.
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        if path is None:
            return recording_of(run.facts, _Scribe(run, Memory()).work())
        with writing(path, run.facts) as room:
            arrays = _Scribe(run, room).work()
            room.finish(recording_of(run.facts, arrays).parity)
    return load(path)


class _Scribe:
    def __init__(self, run: Run, room: Room) -> None:
        self._run, self._room, self._facts, self._rows = run, room, run.facts, run.rows
        self._architecture, self._cell = run.facts.architecture, run.facts.architecture.cell
        self._arrays: dict[str, np.ndarray] = {}

    def work(self) -> dict[str, np.ndarray]:
        """The arrays by name."""
        architecture, cell_type, rows, size = self._architecture, self._cell, self._rows, self._architecture.hidden_size
        self._empty("gates", len(cell_type.gates), size)
        self._empty("weighted_sums", len(cell_type.weighted_sums), size)
        for state in cell_type.recurrences:
            self._empty(state, architecture.state_sizes[state])
        kept = architecture.kept_names
        places = (architecture.num_layers * architecture.num_directions, rows.seq_len * rows.batch)
        grids = {name: array.reshape(*places, *array.shape[4:]) for name, array in self._arrays.items()}
        arrays, keep = self._arrays, self._room.keep
        for name, parameter in self._run.parameters.items():
            arrays[WEIGHT + name] = keep(WEIGHT + name, wide(parameter), shared=True)
        initial: dict[str, np.ndarray] = {}
        for state, given in zip(cell_type.states, self._run.states, strict=True):
            first = wide(given)
            arrays[f"{kept[state]}_0"] = keep(f"{kept[state]}_0", first, shared=True)
            initial[state] = rows.to_rows(first)
        # The h of a single layer is its output seen another way.
        stacked = architecture.num_layers > 1 or rows.lengths is not None
        if stacked:
            self._empty("h", architecture.state_size)
        finals: list[list[np.ndarray]] = []
        for index, layer in enumerate(self._run.layers):
            x, output = wide(layer.x), wide(layer.output)
            if index == 0 or layer.dropped:
                name = f"{LAYER_INPUT}{index - 1}" if index else "input"
                arrays[name] = keep(name, rows.padded(x), shared=rows.lengths is None)
            finals.append([wide(state) for state in layer.final])
            self._layer(index, layer, x, output, initial, grids)
            if stacked:
                for direction in range(architecture.num_directions):
                    arrays["h"][index, direction] = rows.padded(self._side(output, direction), np.nan)
        if not stacked:
            sizes = (architecture.num_directions, architecture.state_size)
            sides = output.reshape(rows.seq_len, rows.batch, *sizes)
            arrays["h"] = keep("h", sides.transpose(2, 0, 1, 3)[None], shared=False)
        if self._run.returned is not None:
            output = wide(self._run.returned)
        arrays["output"] = keep("output", self._facts.returned(rows.padded(output)), shared=False)
        for state, parts in zip(cell_type.states, zip(*finals, strict=True), strict=True):
            whole = rows.to_caller(parts[0] if len(parts) == 1 else np.concatenate(parts))
            last = self._facts.last(whole)
            arrays[f"{kept[state]}_n"] = keep(f"{kept[state]}_n", last, shared=False)
        return arrays

    def _empty(self, name: str, *sizes: int) -> None:
        architecture, rows = self._architecture, self._rows
        axes = (architecture.num_layers, architecture.num_directions, rows.seq_len, rows.batch)
        array = self._room.empty(name, (*axes, *sizes), kept_as(self._facts.dtype))
        if rows.lengths is not None:
            array.fill(np.nan)
        self._arrays[name] = array

    def _side(self, output: Float[np.ndarray, "rows output_size"], direction: int) -> Float[np.ndarray, "rows size"]:
        """One direction's h out of a layer's output."""
        size = self._architecture.state_size
        return output[:, direction * size : (direction + 1) * size]

    def _layer(
        self,
        index: int,
        layer: Layer,
        x: Float[np.ndarray, "rows features"],
        output: Float[np.ndarray, "rows output_size"],
        initial: Mapping[str, Float[np.ndarray, "stack batch _"]],
        grids: Mapping[str, np.ndarray],
    ) -> None:
        """All directions of one layer."""
        rounding = rounding_of(self._facts.dtype)
        weights = {name: self._arrays[WEIGHT + name] for name in self._architecture.parameter_shapes}
        for direction, names in enumerate(self._architecture.layer_parameters[index]):
            place = index * self._architecture.num_directions + direction
            run = LayerRun(
                cell_type=self._cell,
                rows=self._rows,
                x=x,
                h=self._side(output, direction),
                initial={name: states[place] for name, states in initial.items()},
                parameters={kind: self._arrays[WEIGHT + name] for kind, name in names.items()},
                blocks=self._architecture.blocks(weights, index, direction),
                reverse=direction == 1,
                rounding=rounding,
            )
            own = Grids(self._rows, {name: grid[place] for name, grid in grids.items()})
            ways = _ways(run)
            for way in ways:
                last = _recompute(way, own)
                if len(ways) == 1 or self._agree(last, layer, direction):
                    break
            else:
                _recompute(run, own)

    def _agree(self, last: Mapping[str, np.ndarray], layer: Layer, direction: int) -> bool:
        """Whether the states that were walked to are the module's own."""
        finals = dict(zip(self._cell.states, layer.final, strict=True))
        allowed = TOLERANCE[self._facts.dtype]
        return all(difference(state, wide(finals[name][direction])) <= allowed for name, state in last.items())


def _ways(run: LayerRun) -> tuple[LayerRun, ...]:
    """How the module may have rounded, the likeliest first.

    Some processors have kernels that keep more digits between the operations of a step, or between steps. PyTorch adds
    up the two biases before oneDNN's get them.
    """
    if not run.rounding:
        return (run,)
    parameters = dict(run.parameters)
    if "bias_ih" in parameters:
        parameters["bias_ih"] = rounded(parameters["bias_ih"] + parameters["bias_hh"], run.rounding)
        parameters["bias_hh"] = np.zeros_like(parameters["bias_hh"])
    fused = replace(run, parameters=parameters, rounding="", end_rounding=run.rounding)
    return run, fused, replace(run, rounding="")


def _recompute(run: LayerRun, grids: Grids) -> dict[str, np.ndarray]:
    if not torch.is_autocast_enabled("cpu"):
        return recompute(run, grids)
    # There, products would be computed in half the digits.
    with torch.autocast("cpu", enabled=False):
        return recompute(run, grids)

"""From a run to a recording: every number is computed into the place where it is kept."""

from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float

from rnnviz.recorder.facts import LAYER_INPUT, WEIGHT, Facts, facts_of_run
from rnnviz.recorder.files import load, recording_from, writing
from rnnviz.recorder.layer import Grids, LayerRun, recompute
from rnnviz.recorder.parity import Parity, difference
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.room import Memory, Room
from rnnviz.recorder.run import Run
from rnnviz.recorder.width import kept_as, wide


def write_down(run: Run, labels: tuple[tuple[str, ...], ...] | None, path: str | Path | None = None) -> Recording:
    """The recording of a run; in a file while it is made, where a path is given."""
    facts = facts_of_run(run, labels)
    with torch.no_grad():
        if path is None:
            return recording_from(facts, *_Scribe(run, facts, Memory()).work())
        with writing(path, facts) as room:
            _, parity = _Scribe(run, facts, room).work()
            room.finish(parity)
    return load(path)


class _Scribe:
    def __init__(self, run: Run, facts: Facts, room: Room) -> None:
        self._run, self._room = run, room
        self._architecture, self._rows = run.architecture, run.rows
        self._dtype = kept_as(facts.dtype)
        self._arrays: dict[str, np.ndarray] = {}
        self._parameters = {name: wide(value) for name, value in run.parameters.items()}

    def work(self) -> tuple[dict[str, np.ndarray], Parity]:
        """The arrays by name, and how well they agree with the module's own."""
        architecture, rows, run = self._architecture, self._rows, self._run
        cell_type, size = architecture.cell, architecture.hidden_size
        self._empty("gates", len(cell_type.gates), size)
        self._empty("weighted_sums", len(cell_type.weighted_sums), size)
        for state in cell_type.recurrences:
            self._empty(state, architecture.state_sizes[state])
        for name, value in self._parameters.items():
            self._keep(WEIGHT + name, value, shared=True)
        for state, initial in zip(cell_type.states, run.states, strict=True):
            self._keep(f"{state}_0", wide(initial), shared=True)
        # The h of a single layer is its output seen another way.
        stacked = architecture.num_layers > 1 or rows.lengths is not None
        if stacked:
            self._empty("h", architecture.state_sizes["h"])
        apart = dict.fromkeys(cell_type.states, 0.0)
        finals: list[list[np.ndarray]] = []
        for index, layer in enumerate(run.layers):
            x, output = wide(layer.x), wide(layer.output)
            if index == 0 or layer.dropped:
                name = f"{LAYER_INPUT}{index - 1}" if index else "input"
                self._keep(name, rows.padded(x), shared=rows.lengths is None)
            finals.append([wide(state) for state in layer.final])
            for direction in range(architecture.num_directions):
                h = self._side(output, direction)
                found = self._layer(index, direction, x, h, [wide(state) for state in layer.initial], finals[-1])
                apart = {name: max(apart[name], found[name]) for name in apart}
                if stacked:
                    self._arrays["h"][index, direction] = rows.padded(h, np.nan)
        if not stacked:
            sizes = (architecture.num_directions, architecture.state_sizes["h"])
            sides = output.reshape(rows.seq_len, rows.batch, *sizes)
            self._keep("h", sides.transpose(2, 0, 1, 3)[None])
        self._keep("output", self._returned(rows.padded(output)))
        for state, parts in zip(cell_type.states, zip(*finals, strict=True), strict=True):
            whole = rows.to_caller(parts[0] if len(parts) == 1 else np.concatenate(parts))
            self._keep(f"{state}_n", self._form(whole[0] if architecture.single_step else whole))
        return self._arrays, Parity(apart["h"], apart.get("c"))

    def _empty(self, name: str, *sizes: int) -> None:
        architecture, rows = self._architecture, self._rows
        axes = (architecture.num_layers, architecture.num_directions, rows.seq_len, rows.batch)
        array = self._room.empty(name, (*axes, *sizes), self._dtype)
        if rows.lengths is not None:
            array.fill(np.nan)
        self._arrays[name] = array

    def _keep(self, name: str, value: np.ndarray, *, shared: bool = False) -> None:
        self._arrays[name] = self._room.keep(name, value, shared=shared)

    def _side(self, output: Float[np.ndarray, "rows output_size"], direction: int) -> Float[np.ndarray, "rows size"]:
        """One direction's h out of a layer's output."""
        size = self._architecture.state_sizes["h"]
        return output[:, direction * size : (direction + 1) * size]

    def _layer(
        self,
        index: int,
        direction: int,
        x: Float[np.ndarray, "rows features"],
        h: Float[np.ndarray, "rows size"],
        initial: list[np.ndarray],
        final: list[np.ndarray],
    ) -> dict[str, float]:
        """One layer and direction; for each state, how far it is from the module's own."""
        architecture = self._architecture
        names = architecture.layer_parameters[index][direction]
        states = architecture.cell.states
        run = LayerRun(
            cell_type=architecture.cell,
            rows=self._rows,
            x=x,
            h=h,
            initial={name: state[direction] for name, state in zip(states, initial, strict=True)},
            parameters={kind: self._parameters[name] for kind, name in names.items()},
            hidden_size=architecture.hidden_size,
            reverse=direction == 1,
        )
        # Inside torch.autocast, products would be computed in half the digits.
        with torch.autocast("cpu", enabled=False):
            apart, last = recompute(run, self._grids(index, direction))
        own = dict(zip(states, final, strict=True))
        return {"h": apart} | {name: difference(state, own[name][direction]) for name, state in last.items()}

    def _grids(self, layer: int, direction: int) -> Grids:
        places = self._rows.seq_len * self._rows.batch

        def grid(name: str) -> np.ndarray:
            array: np.ndarray = self._arrays[name][layer, direction]
            return array.reshape(places, *array.shape[2:])

        states = {name: grid(name) for name in self._architecture.cell.recurrences}
        return Grids(self._rows, grid("weighted_sums"), grid("gates"), states)

    def _returned(self, grid: Float[np.ndarray, "seq_len batch output_size"]) -> np.ndarray:
        """The output in the form in which the module returned it."""
        if self._architecture.single_step and not self._run.steps_apart:
            return self._form(grid[0])
        if self._architecture.batch_first and self._run.batched:
            return grid.transpose(1, 0, 2)
        return self._form(grid)

    def _form(self, value: Float[np.ndarray, "*axes batch size"]) -> Float[np.ndarray, "..."]:
        """Without the axis of the batch, where the input had none."""
        return value if self._run.batched else value[..., 0, :]

"""From a run to a recording: every number is computed into the place where it is kept."""

from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.facts import LAYER_INPUT, WEIGHT, Facts, facts_of_run
from rnnviz.recorder.files import load, recording_from, writing
from rnnviz.recorder.layer import Grids, LayerRun, recompute
from rnnviz.recorder.parity import Parity, difference
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.room import Memory, Room
from rnnviz.recorder.run import Layer, Run
from rnnviz.recorder.width import copied, kept_as, wide


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
        self._run, self._facts, self._room = run, facts, room
        self._architecture, self._rows = run.architecture, run.rows
        self._arrays: dict[str, np.ndarray] = {}
        self._wide = {name: wide(value) for name, value in run.parameters.items()}

    def work(self) -> tuple[dict[str, np.ndarray], Parity]:
        """The arrays by name, and how well they agree with the module's own."""
        architecture, rows = self._architecture, self._rows
        cell_type = architecture.cell
        walked = tuple(cell_type.recurrences)
        for name in ("gates", "weighted_sums", *walked):
            self._empty(name)
        for name, value in self._run.parameters.items():
            self._keep(WEIGHT + name, copied(value))
        for state, value in zip(cell_type.states, self._run.states, strict=True):
            self._keep(f"{state}_0", copied(value))
        # One layer's h is its output seen another way.
        stacked = architecture.num_layers > 1 or rows.lengths is not None
        if stacked:
            self._empty("h")
        apart = dict.fromkeys(cell_type.states, 0.0)
        finals: list[tuple[Tensor, ...]] = []
        for index, layer in enumerate(self._run.layers):
            self._keep_input(index, layer)
            for direction in range(architecture.num_directions):
                found = self._layer(index, direction, layer)
                apart = {name: max(apart[name], found[name]) for name in apart}
                if stacked:
                    grid = rows.padded(wide(_half(layer.output, direction, architecture)), torch.nan)
                    self._arrays["h"][index, direction] = grid.numpy()
            finals.append(layer.final)
            output = wide(layer.output)
        if not stacked:
            sides = output.view(rows.seq_len, rows.batch, architecture.num_directions, architecture.state_sizes["h"])
            self._keep("h", sides.permute(2, 0, 1, 3)[None].numpy())
        self._keep("output", self._returned(rows.padded(output)))
        for state, parts in zip(cell_type.states, zip(*finals, strict=True), strict=True):
            value = rows.to_caller(torch.cat([wide(part) for part in parts]))
            self._keep(f"{state}_n", value.reshape(self._facts.shapes[f"{state}_n"]).numpy())
        return self._arrays, Parity(apart["h"], apart.get("c"))

    def _empty(self, name: str) -> None:
        array = self._room.empty(name, self._facts.shapes[name], kept_as(self._facts.dtype))
        if self._rows.lengths is not None:
            array.fill(np.nan)
        self._arrays[name] = array

    def _keep(self, name: str, value: np.ndarray) -> None:
        assert value.shape == self._facts.shapes[name], f"{name}: {value.shape} instead of {self._facts.shapes[name]}"
        self._arrays[name] = self._room.keep(name, value)

    def _keep_input(self, index: int, layer: Layer) -> None:
        if index == 0 or layer.dropped:
            name = f"{LAYER_INPUT}{index - 1}" if index else "input"
            self._keep(name, self._rows.padded(torch.from_numpy(copied(layer.x))).numpy())

    def _layer(self, index: int, direction: int, layer: Layer) -> dict[str, float]:
        """One layer and direction; for each state, how far it is from the module's own."""
        architecture, states = self._architecture, self._architecture.cell.states
        initial = {name: state[direction] for name, state in zip(states, layer.initial, strict=True)}
        final = {name: state[direction] for name, state in zip(states, layer.final, strict=True)}
        run = LayerRun(
            cell_type=architecture.cell,
            rows=self._rows,
            x=layer.x,
            h=_half(layer.output, direction, architecture),
            initial=initial,
            weights=architecture.blocks(self._wide, index, direction),
            reverse=direction == 1,
        )
        apart, last = recompute(run, self._grids(index, direction))
        return {"h": apart} | {name: difference(state, wide(final[name])) for name, state in last.items()}

    def _grids(self, layer: int, direction: int) -> Grids:
        cell_type, arrays = self._architecture.cell, self._arrays
        places = self._rows.seq_len * self._rows.batch
        found = {name: arrays[name][layer, direction] for name in cell_type.recurrences}
        for stack, names in (("gates", cell_type.gates), ("weighted_sums", cell_type.weighted_sums)):
            found |= {name: arrays[stack][row, layer, direction] for row, name in enumerate(names)}
        return Grids(
            self._rows,
            {name: torch.from_numpy(array.reshape(places, array.shape[-1])) for name, array in found.items()},
        )

    def _returned(self, grid: Float[Tensor, "seq_len batch output_size"]) -> np.ndarray:
        """The output in the form in which the module returned it."""
        batched = self._run.batched
        if self._architecture.batch_first and batched:
            grid = grid.transpose(0, 1)
        return grid.reshape(self._facts.shapes["output"]).numpy()


def _half(
    output: Float[Tensor, "rows output_size"], direction: int, architecture: Architecture
) -> Float[Tensor, "rows size"]:
    """One direction's h out of a layer's output."""
    size = architecture.state_sizes["h"]
    return output[:, direction * size : (direction + 1) * size]

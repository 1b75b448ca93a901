"""From the gradients at what a module returned back through all its layers, the last one first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import ModuleError
from rnnviz.recorder.array_names import LAYER_INPUT, WEIGHT
from rnnviz.recorder.gradients.arrived import Arrived
from rnnviz.recorder.gradients.result import Gradients, gradients_of
from rnnviz.recorder.gradients.side import Nodes, Side, by_what_went_in, reading_parameters, walk_back
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.width import wide
from rnnviz.words import N_

_FAR = 0.05
"""More than the roundings of a single step come to, in whatever type a module computes: under autocast it may be less
than the type that it returns."""


def propagate(recording: Recording, rows: Rows, came: Sequence[Arrived], *, loss: float | None) -> Gradients:
    """The gradients by every number of a recording, from those at what its calls returned.

    With several calls, each is on its own: what later calls did to the states that it returned has already arrived.

    Raises:
        ModuleError: the steps do not come to the module's own h, or dropout cannot be done again.
    """
    with torch.inference_mode(False), torch.enable_grad(), torch.autocast("cpu", enabled=False):
        return _Backward(recording, rows, came).gradients(loss)


class _Backward:
    def __init__(self, recording: Recording, rows: Rows, came: Sequence[Arrived]) -> None:
        self._recording, self._rows, self._came = recording, rows, came
        self._architecture, self._cell = recording.architecture, recording.cell
        self._kept = (*self._cell.weighted_sums, *self._cell.gates, *self._cell.states)
        self._asked = tuple(dict.fromkeys((*self._kept, *reading_parameters(self._cell))))
        # Where a call ends, the next one begins.
        self._cuts = frozenset(np.cumsum([each.seq_len for each in came]).tolist())
        self._arrays: dict[str, np.ndarray] = {}

    def gradients(self, loss: float | None) -> Gradients:
        """Those of every layer, on the axes of the recording."""
        recording, architecture, arrays = self._recording, self._architecture, self._arrays
        axes = (recording.num_layers, recording.num_directions, recording.seq_len, recording.batch)
        for name, count in (("gates", len(self._cell.gates)), ("weighted_sums", len(self._cell.weighted_sums))):
            self._empty(name, count, *axes, recording.hidden_size)
        for state, name in architecture.kept_names.items():
            size = architecture.state_sizes[state]
            self._empty(name, *axes, size)
            self._empty(f"{name}_0", axes[0] * axes[1], recording.batch, size)
        above: Tensor | None = None
        for layer in reversed(range(recording.num_layers)):
            above = self._layer(layer, above)
        # The layers came last first; the parameters are in PyTorch's order.
        weights = {WEIGHT + name: arrays.pop(WEIGHT + name) for name in architecture.parameter_shapes}
        return gradients_of(self._cell, loss, arrays | weights)

    def _empty(self, name: str, *shape: int) -> None:
        self._arrays[name] = np.full(shape, np.nan, self._recording.h.dtype)

    def _layer(self, layer: int, above: Float[Tensor, "rows output_size"] | None) -> Float[Tensor, "rows features"]:
        """Through all directions of a layer: from the gradient by its output to that by what the layer below gave."""
        recording, rows, arrays = self._recording, self._rows, self._arrays
        came = self._arrived(layer, above)
        x, share = self._input(layer)
        by_x: list[Tensor] = []
        for direction, names in enumerate(self._architecture.layer_parameters[layer]):
            parameters = {name: _tensor(recording.weights[name]).requires_grad_() for name in names.values()}
            blocks = self._architecture.blocks(parameters, layer, direction)
            side = self._side(layer, direction, x, {name: block.detach() for name, block in blocks.items()})
            nodes = walk_back(side, {state: each[direction] for state, each in came.items()}, self._asked)
            self._check(nodes.made, side.states[self._cell.state])
            self._put(layer, direction, nodes)
            by_input, by_parameters = by_what_went_in(replace(side, weights=blocks), nodes, list(parameters.values()))
            by_x.append(by_input)
            arrays |= {WEIGHT + name: _array(each) for name, each in zip(parameters, by_parameters, strict=True)}
        whole = by_x[0] if len(by_x) == 1 else torch.stack(by_x).sum(0)
        arrays[f"{LAYER_INPUT}{layer - 1}" if layer else "input"] = rows.padded(_array(whole), np.nan)
        return whole if share is None else whole * share

    def _side(self, layer: int, direction: int, x: Tensor, weights: Mapping[str, Tensor]) -> Side:
        recording = self._recording
        place = layer * recording.num_directions + direction
        known = [
            (state, getattr(recording, name), getattr(recording, f"{name}_0"))
            for state, name in self._architecture.kept_names.items()
        ]
        return Side(
            cell_type=self._cell,
            rows=self._rows,
            reverse=direction == 1,
            x=x,
            states={name: self._data(grid[layer, direction]) for name, grid, _ in known},
            initial={name: _tensor(self._rows.to_rows(first)[place]) for name, _, first in known},
            weights=weights,
            cuts=self._cuts,
        )

    def _data(self, grid: Float[np.ndarray, "seq_len batch size"]) -> Float[Tensor, "rows size"]:
        """Numbers of the recording as rows."""
        flat = grid.reshape(self._rows.seq_len * self._rows.batch, grid.shape[-1])
        return _tensor(flat if self._rows.lengths is None else flat[self._rows.positions])

    def _input(self, layer: int) -> tuple[Float[Tensor, "rows features"], Tensor | None]:
        """What a layer read; and, after dropout, the factor of every number of the layer below in it."""
        recording = self._recording
        if not layer:
            return self._data(recording.input), None
        below = torch.cat([self._data(side) for side in recording.h[layer - 1]], dim=1)
        if recording.layer_inputs is None:
            return below, None
        read = self._data(recording.layer_inputs[layer - 1])
        if bool((below == 0).any()):
            raise ModuleError(
                "gradients-dropout",
                N_(
                    "gradients through dropout need to see which numbers were dropped, and h of layer {layer} is "
                    "exactly 0 somewhere, so it cannot be seen there. Call module.eval() first."
                ),
                layer=layer - 1,
            )
        # A number that was dropped is 0, and all others were made larger by the same factor.
        return read, torch.where(read == 0, torch.zeros_like(read), read / below)

    def _arrived(self, layer: int, above: Tensor | None) -> dict[str, list[Tensor]]:
        """What comes to each state of a layer from outside of it, and to what is read out, for each direction."""
        recording, rows, architecture = self._recording, self._rows, self._architecture
        put_out = (self._cell.readout if above is None else None) or self._cell.state
        sizes = {
            name: architecture.size(self._cell.size_of(name)) for name in dict.fromkeys((*self._cell.states, put_out))
        }
        directions = recording.num_directions
        output = torch.cat([_tensor(_array(call.output)) for call in self._came]) if above is None else above
        found = {
            state: [_tensor(np.zeros((rows.count, size), recording.h.dtype)) for _ in range(directions)]
            for state, size in sizes.items()
        }
        for direction, side in enumerate(torch.split(output, sizes[put_out], dim=1)):
            found[put_out][direction] += side
        first = 0
        for call in self._came:
            for state, final in zip(self._cell.states, call.final, strict=True):
                last = rows.to_rows(_array(final))[layer * directions : (layer + 1) * directions]
                for direction in range(directions):
                    ends = torch.from_numpy(self._ends(first, call.seq_len, reverse=direction == 1))
                    found[state][direction][ends] += _tensor(last[direction])
            first += call.seq_len
        return found

    def _ends(self, first: int, seq_len: int, *, reverse: bool) -> np.ndarray:
        """The row of the last step of every sequence of a call, in the order of processing."""
        rows = self._rows
        if reverse:
            return np.arange(rows.batch)
        if rows.lengths is None:
            return np.arange(rows.batch) + (first + seq_len - 1) * rows.batch
        lengths = rows.to_rows(np.asarray(rows.lengths)[None])[0]
        ends: np.ndarray = np.asarray(rows.starts)[lengths - 1] + np.arange(rows.batch)
        return ends

    def _put(self, layer: int, direction: int, nodes: Nodes) -> None:
        """Keep the gradients of one layer and direction."""
        rows, arrays, place = self._rows, self._arrays, layer * self._recording.num_directions + direction
        grids = {name: rows.padded(_array(nodes.gradients[name]), np.nan) for name in self._kept}
        for row, name in enumerate(self._cell.gates):
            arrays["gates"][row, layer, direction] = grids[name]
        for row, name in enumerate(self._cell.weighted_sums):
            arrays["weighted_sums"][row, layer, direction] = grids[name]
        for state, first in nodes.initial.items():
            name = self._architecture.kept_names[state]
            arrays[name][layer, direction] = grids[state]
            arrays[f"{name}_0"][place] = rows.to_caller(_array(first)[None])[0]

    def _check(self, made: Float[Tensor, "rows size"], own: Float[Tensor, "rows size"]) -> None:
        """Every step came to what the module came to: `Recording.parity` tells how near, here only far is refused.

        The difference is relative to the largest h: where numbers have exploded, the digits of small ones are lost.
        """
        both = made.isfinite() & own.isfinite()
        if not bool(both.any()):
            return
        apart = float((made - own)[both].abs().max()) / max(1.0, float(own[both].abs().max()))
        if apart > _FAR:
            raise ModuleError(
                "gradients-replay",
                N_(
                    "every step of {module} must come to the module's own h when it is done again for the gradients, "
                    "it is {apart:.1e} apart. Record without what changes the output of the module, such as a hook."
                ),
                module=self._architecture,
                apart=apart,
            )


def _tensor(values: np.ndarray) -> Tensor:
    # A copy: what is recorded is read-only, and may lie in a file.
    return torch.from_numpy(np.array(values))


def _array(value: Tensor) -> np.ndarray:
    """The numbers; half types as the recording keeps them."""
    return wide(value.detach())

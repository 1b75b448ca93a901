"""Everything that is known of a recording before its numbers are: it says which arrays there are, and their shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.array_names import GRADIENT, LAYER_INPUT, WEIGHT, overridden_name
from rnnviz.recorder.gradients.result import gradients_of
from rnnviz.recorder.parity import Parity
from rnnviz.recorder.recording import Recording


@dataclass(frozen=True)
class Facts:
    """The facts of one recording."""

    architecture: Architecture
    dtype: str
    seq_len: int
    batch: int
    batched: bool = True
    """Whether the input had a batch axis."""
    steps_apart: bool = False
    """Whether a module that makes one step was called for each of them."""
    drops: bool = False
    """Whether there was dropout between the layers."""
    lengths: tuple[int, ...] | None = None
    labels: tuple[tuple[str, ...], ...] | None = None
    gradients: bool = False
    """Whether there are gradients."""
    loss: float | None = None
    """The loss whose gradients they are, where it is known."""
    edits: tuple[str, ...] | None = None
    """The edits of a run that was made again; None for what a module computed."""
    features: tuple[str, ...] | None = None
    """One name for each feature of the input."""
    overridden: tuple[tuple[int, int, str], ...] = ()
    """The layer, direction and variable of every array of `Recording.overridden`."""

    @cached_property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Every array with its shape, weights and all.

        Gates and weighted sums lie side by side for each step, as they are computed; a `Recording` shows them with
        their own axis first.

        >>> gru = Architecture("nn.GRU", "GRU", input_size=3, hidden_size=4)
        >>> shapes = Facts(gru, "float32", seq_len=5, batch=2).shapes
        >>> shapes["gates"], shapes["output"], "c" in shapes
        ((1, 1, 5, 2, 3, 4), (5, 2, 4), False)
        """
        architecture, cell_type = self.architecture, self.architecture.cell
        stack = architecture.num_layers * architecture.num_directions
        axes = (architecture.num_layers, architecture.num_directions, self.seq_len, self.batch)
        rows = (self.batch,) if self.batched else ()
        found: dict[str, tuple[int, ...]] = {
            "input": (self.seq_len, self.batch, architecture.input_size),
            "output": self._returned(rows),
            "gates": (*axes, len(cell_type.gates), architecture.hidden_size),
            "weighted_sums": (*axes, len(cell_type.weighted_sums), architecture.hidden_size),
        }
        for state, name in architecture.kept_names.items():
            size = architecture.state_sizes[state]
            found |= {
                name: (*axes, size),
                f"{name}_0": (stack, self.batch, size),
                f"{name}_n": (*rows, size) if architecture.bare_states else (stack, *rows, size),
            }
        if self.drops:
            for layer in range(1, architecture.num_layers):
                found[f"{LAYER_INPUT}{layer - 1}"] = (self.seq_len, self.batch, architecture.output_size)
        for layer, direction, name in self.overridden:
            size = architecture.size(cell_type.size_of(name), layer)
            found[overridden_name(layer, direction, name)] = (self.seq_len, self.batch, size)
        found |= {WEIGHT + name: shape for name, shape in architecture.parameter_shapes.items()}
        return found | self._gradient_shapes(found) if self.gradients else found

    def _gradient_shapes(self, own: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        """The gradients, on the axes of a `Recording`."""
        architecture = self.architecture
        found = {
            name: shape
            for name, shape in own.items()
            if name in ("input", "h", "c", "h_0", "c_0") or name.startswith(WEIGHT)
        }
        for name in ("gates", "weighted_sums"):
            *axes, count, size = own[name]
            found[name] = (count, *axes, size)
        for layer in range(architecture.num_layers - 1):
            found[f"{LAYER_INPUT}{layer}"] = (self.seq_len, self.batch, architecture.features(layer + 1))
        return {GRADIENT + name: shape for name, shape in found.items()}

    def returned(self, grid: Float[np.ndarray, "seq_len batch output_size"]) -> Float[np.ndarray, "..."]:
        """The output in the form in which the module returns it."""
        if self.architecture.single_step and not self.steps_apart:
            return self.form(grid[0])
        if self.architecture.batch_first and self.batched:
            return grid.transpose(1, 0, 2)
        return self.form(grid)

    def last(self, states: Float[np.ndarray, "stack batch size"]) -> Float[np.ndarray, "..."]:
        """The last states in the form in which the module returns them."""
        return self.form(states[0] if self.architecture.bare_states else states)

    def form(self, value: Float[np.ndarray, "*axes batch size"]) -> Float[np.ndarray, "..."]:
        """Without the axis of the batch, where the input had none."""
        return value if self.batched else value[..., 0, :]

    def _returned(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of the module's output."""
        size = self.architecture.output_size
        if self.architecture.single_step:
            return (self.seq_len, *rows, size) if self.steps_apart else (*rows, size)
        return (*rows, self.seq_len, size) if self.architecture.batch_first else (self.seq_len, *rows, size)


def facts_of_recording(recording: Recording) -> Facts:
    """The facts of a finished recording."""
    single_step, bare = recording.architecture.single_step, recording.architecture.bare_states
    return Facts(
        architecture=recording.architecture,
        dtype=recording.dtype,
        seq_len=recording.seq_len,
        batch=recording.batch,
        batched=recording.h_n.ndim == (2 if bare else 3),
        steps_apart=single_step and recording.output.ndim > recording.h_n.ndim,
        drops=recording.layer_inputs is not None,
        lengths=recording.lengths,
        labels=recording.labels,
        features=recording.features,
        gradients=recording.gradients is not None,
        loss=None if recording.gradients is None else recording.gradients.loss,
        edits=recording.edits,
        overridden=tuple(recording.overridden),
    )


def recording_of(facts: Facts, arrays: Mapping[str, np.ndarray], parity: Parity | None = None) -> Recording:
    """A recording of these arrays; they become read-only."""
    for array in arrays.values():
        array.setflags(write=False)
    layers = range(facts.architecture.num_layers - 1) if facts.drops else None
    names = facts.architecture.parameter_shapes
    weights = {name: arrays[WEIGHT + name] for name in names if WEIGHT + name in arrays}
    derived = {name.removeprefix(GRADIENT): array for name, array in arrays.items() if name.startswith(GRADIENT)}
    return Recording(
        architecture=facts.architecture,
        dtype=facts.dtype,
        input=arrays["input"],
        gates=arrays["gates"].transpose(4, 0, 1, 2, 3, 5),
        weighted_sums=arrays["weighted_sums"].transpose(4, 0, 1, 2, 3, 5),
        h=arrays["h"],
        output=arrays["output"],
        h_n=arrays["h_n"],
        h_0=arrays["h_0"],
        c_n=arrays.get("c_n"),
        c_0=arrays.get("c_0"),
        c=arrays.get("c"),
        weights=MappingProxyType(weights),
        lengths=facts.lengths,
        labels=facts.labels,
        features=facts.features,
        layer_inputs=None if layers is None else tuple(arrays[f"{LAYER_INPUT}{layer}"] for layer in layers),
        known_parity=parity,
        gradients=gradients_of(facts.architecture.cell, facts.loss, derived) if facts.gradients else None,
        edits=facts.edits,
        overridden=MappingProxyType({key: arrays[overridden_name(*key)] for key in facts.overridden}),
    )

"""A recording: what one run of a recurrent module computed, as plain read-only arrays."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CellType
from rnnviz.errors import PlaceError
from rnnviz.recorder.architecture import DIRECTIONS, Architecture
from rnnviz.recorder.gate_names import gate_place
from rnnviz.recorder.gradients.result import Gradients
from rnnviz.recorder.parity import Parity
from rnnviz.recorder.track import Track
from rnnviz.words import N_

if TYPE_CHECKING:
    import pandas
    import xarray

Array = Float[np.ndarray, "..."]


@dataclass(frozen=True, eq=False, repr=False)
class Recording:
    """Everything that one run of a recurrent module computed.

    Arrays are NumPy, read-only, with time first and the batch second, whatever form the input had; only ``output``,
    ``h_n`` and ``c_n`` keep the form in which the module returned them: for a ``PackedSequence``, what
    ``pad_packed_sequence(output, batch_first=module.batch_first)`` gives, rows in the caller's order; for many calls
    of a module that makes one step, the outputs of all steps with time first. Values of float16 and bfloat16 modules
    are kept as float32; ``dtype`` says what they were.
    """

    architecture: Architecture
    """What kind of module it was."""
    dtype: str
    """The module's type: "float64", "float32", "float16" or "bfloat16"."""
    input: Float[np.ndarray, "seq_len batch input_size"]
    """What went in; 0 past a row's length."""
    gates: Float[np.ndarray, "num_gates num_layers num_directions seq_len batch hidden_size"]
    """In PyTorch's row order: i, f, g, o, or r, z, n; no gates for an nn.RNN. NaN past a row's length."""
    weighted_sums: Float[np.ndarray, "num_sums num_layers num_directions seq_len batch hidden_size"]
    """The operations that hold a matrix product, in the cell type's order: a_i, a_f, a_g, a_o for an LSTM."""
    h: Float[np.ndarray, "num_layers num_directions seq_len batch size"]
    """The module's own hidden state after every step; its units are proj_size, or hidden_size without a projection.
    Of a Jordan network, whose state is its output, the y of every step. NaN past a row's length."""
    output: Array
    """What the module returned: ``(seq_len, batch, num_directions*size)``, or batch first."""
    h_n: Array
    """``(num_layers*num_directions, batch, size)``; as the module returned it where it was written by hand."""
    c_n: Array | None
    h_0: Float[np.ndarray, "stack batch size"]
    c_0: Array | None
    c: Array | None
    """The cell state after every step, ``(num_layers, num_directions, seq_len, batch, hidden_size)``."""
    weights: Mapping[str, Array]
    """A copy of the parameters by PyTorch's names; empty where a file left them out."""
    lengths: tuple[int, ...] | None = None
    """The length of each row where the input was packed."""
    labels: tuple[tuple[str, ...], ...] | None = None
    """One label for each time step of each batch row."""
    features: tuple[str, ...] | None = None
    """One name for each feature of the input."""
    layer_inputs: tuple[Float[np.ndarray, "seq_len batch features"], ...] | None = None
    """What each layer above the first read, where that is not simply the output below: after dropout."""
    known_parity: Parity | None = None
    """The parity as a file tells it."""
    gradients: Gradients | None = None
    """How a loss changes with every number, where it was asked for (``record(..., gradients_of=loss)``)."""
    edits: tuple[str, ...] | None = None
    """The edits with which ``rnnviz.rerun`` made these numbers, a line each; None for what a module computed."""
    overridden: Mapping[tuple[int, int, str], Float[np.ndarray, "seq_len batch _"]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """By layer, direction (0 forward, 1 reverse) and variable: values that do not follow from the others of their step,
    because an edit set them, or a weight that was edited from some step on."""

    def __repr__(self) -> str:
        sizes = f"seq_len={self.seq_len}, batch={self.batch}"
        how = f"parity {self.parity.worst:.1e}" if self.edits is None else f"run again with {len(self.edits)} edits"
        return f"<Recording of {self.architecture}: {sizes}, {self.dtype}, {how}>"

    @cached_property
    def parity(self) -> Parity:
        """How close the recomputed numbers are to the module's own; worked out when it is first asked for.

        NaN where no module ran (``rnnviz.rerun``).
        """
        from rnnviz.recorder.comparison import parity_of

        return self.known_parity or parity_of(self)

    @property
    def cell_type(self) -> str:
        """One of "LSTM", "GRU" and "RNN"."""
        return self.cell.name

    @property
    def cell(self) -> CellType:
        """The operations of one time step of this module."""
        return self.architecture.cell

    @property
    def mode(self) -> str:
        """PyTorch's mode: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU"."""
        return self.architecture.mode

    @property
    def bias(self) -> bool:
        return self.architecture.bias

    @property
    def batch_first(self) -> bool:
        return self.architecture.batch_first

    @property
    def num_layers(self) -> int:
        return self.architecture.num_layers

    @property
    def num_directions(self) -> int:
        return self.architecture.num_directions

    @property
    def seq_len(self) -> int:
        return int(self.h.shape[2])

    @property
    def batch(self) -> int:
        return int(self.h.shape[3])

    @property
    def hidden_size(self) -> int:
        """The units of the gates and of c."""
        return self.architecture.hidden_size

    @property
    def proj_size(self) -> int:
        """The units of h where a projection makes them fewer; 0 without one."""
        return self.architecture.proj_size

    @property
    def input_size(self) -> int:
        return self.architecture.input_size

    @property
    def y(self) -> Float[np.ndarray, "num_layers num_directions seq_len batch readout_size"] | None:
        """What an Elman or Jordan network reads out of its hidden units at every step; None for all others."""
        if self.cell.readout is None:
            return None
        if self.cell.readout == self.cell.state:
            return self.h
        whole = self.output if self.output.ndim == 3 else self.output[:, None]
        time_first: np.ndarray = whole.transpose(1, 0, 2) if self.batch_first else whole
        return time_first[None, None]

    def gate(self, name: str) -> Float[np.ndarray, "num_layers num_directions seq_len batch hidden_size"]:
        """One gate by word or letter: ``gate("forget")``, ``gate("f")``.

        Raises:
            PlaceError: the cell type has no such gate.
        """
        gate: Float[np.ndarray, "num_layers num_directions seq_len batch hidden_size"]
        gate = self.gates[gate_place(self.cell, name)]
        return gate

    def track(self, layer: int = 0, direction: str = "forward", batch: int = 0) -> Track:
        """One layer, one direction, one batch row over time.

        Raises:
            PlaceError: there is no such layer, direction or row.
        """
        directions = DIRECTIONS[: self.num_directions]
        if direction not in directions:
            raise PlaceError(
                "track-direction",
                N_("direction must be one of {choices}, got {got}. The module has num_directions={count}."),
                choices=", ".join(directions),
                got=repr(direction),
                count=self.num_directions,
            )
        for name, value, count in (("layer", layer, self.num_layers), ("batch", batch, self.batch)):
            if not 0 <= value < count:
                raise PlaceError(
                    "track-place",
                    N_("{name} must be at least 0 and below {count}, got {got}. Choose one that the recording holds."),
                    name=name,
                    count=count,
                    got=value,
                )
        return Track(self, layer, direction, batch)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Every track: by layer, then direction, then batch row."""
        return tuple(
            self.track(layer, direction, batch)
            for layer in range(self.num_layers)
            for direction in DIRECTIONS[: self.num_directions]
            for batch in range(self.batch)
        )

    @cached_property
    def version(self) -> str:
        """A short hash of the content: equal recordings have equal versions."""
        content = hashlib.blake2b(digest_size=8)
        content.update(repr((self.architecture, self.dtype, self.output.shape, self.lengths, self.labels)).encode())
        for array in (self.input, self.h_0, self.c_0, self.h, self.c, self.weighted_sums, *self.weights.values()):
            if array is not None:
                content.update(repr(array.shape).encode())
                content.update(np.ascontiguousarray(array).tobytes())
        if self.features is not None:
            content.update(repr(self.features).encode())
        if self.edits is not None:
            content.update(repr(self.edits).encode())
        if self.gradients is not None:
            content.update(repr(self.gradients.loss).encode())
            for array in (self.gradients.h, self.gradients.c, self.gradients.weighted_sums):
                if array is not None:
                    content.update(np.ascontiguousarray(array).tobytes())
        return content.hexdigest()

    def save(self, path: str | Path, *, weights: bool = True) -> None:
        """Write the recording to a safetensors file; ``weights=False`` leaves the parameters out."""
        from rnnviz.recorder.files import save

        save(self, path, weights=weights)

    def to_xarray(self) -> "xarray.Dataset":
        """Gates and states as an ``xarray.Dataset`` with named axes (needs the extra ``rnnviz[xarray]``)."""
        from rnnviz.recorder.tables import to_xarray

        return to_xarray(self)

    def to_dataframe(self) -> "pandas.DataFrame":
        """Gates and states as a long ``pandas.DataFrame`` (needs the extra ``rnnviz[pandas]``)."""
        from rnnviz.recorder.tables import to_dataframe

        return to_dataframe(self)

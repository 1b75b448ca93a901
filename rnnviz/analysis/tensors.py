"""The tensors of a recurrent module, and which number of the network each of their elements is.

A number of the network has five coordinates: layer, direction, t, batch row and unit. A tensor lists some of them along
its axes, fixes others (``output`` is the last layer's), and runs two of them along one axis (the features of ``output``
are the units of the forward direction, then those of the reverse one). That is all that has to be known of a tensor,
and it is read both ways: from an element to its number, and from a number to its element.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from jaxtyping import Int

from rnnviz.recorder import Architecture, Recording

COORDINATES = ("layer", "direction", "t", "batch", "unit")
"""Of a number of the network, in this order; direction is 0 for forward and 1 for reverse."""

Coordinates = Mapping[str, Int[np.ndarray, "..."]]


@dataclass(frozen=True)
class Axis:
    """One axis of a tensor.

    >>> Axis("feature", 40, "num_directions*hidden_size")
    Axis(name='feature', size=40, words='num_directions*hidden_size')
    """

    name: str
    """"t", "batch", "feature", "layer_direction", "unit", "layer" or "direction"."""
    size: int
    words: str
    """PyTorch's words for its size."""


@dataclass(frozen=True, eq=False)
class Tensor:
    """A tensor that the module takes or gives, or one of the recording's own grids.

    Attributes:
        name: as the recording calls it: "input", "output", "h_n", "c_n", "h_0", "c_0", "h" or "c".
        variable: what its numbers are: "x", "h", "c", or "h_0", "c_0" for a state that no step has made; "y" for what
            an Elman network reads out, and for the state of a Jordan network.
        axes: in the order in which the module takes or returns it.
        pairs: an axis along which two coordinates run, the first of them slower.
        fixed: coordinates that are one number in the whole tensor.
        last: whether it holds the state after the last step that each direction makes.
    """

    name: str
    variable: str
    axes: tuple[Axis, ...]
    pairs: Mapping[str, tuple[str, str]]
    fixed: Mapping[str, int]
    last: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(axis.size for axis in self.axes)


def tensors(rec: Recording) -> Mapping[str, Tensor]:
    """Every tensor of a recording by name, in the order in which a reader meets them.

    >>> import torch
    >>> from rnnviz.recorder import record
    >>> rec = record(torch.nn.LSTM(10, 20, 2, bidirectional=True), torch.zeros(5, 3, 10))
    >>> {name: tensor.shape for name, tensor in tensors(rec).items() if name in ("output", "h_n", "c_n")}
    {'output': (5, 3, 40), 'h_n': (4, 3, 20), 'c_n': (4, 3, 20)}
    >>> [axis.words for axis in tensors(rec)["output"].axes]
    ['seq_len', 'batch', 'num_directions*hidden_size']
    """
    single = rec.architecture.single_step
    batched = rec.h_n.ndim == (2 if rec.architecture.bare_states else 3)
    apart = single and rec.output.ndim > rec.h_n.ndim
    return _tensors(rec.architecture, _Form(rec.seq_len, rec.batch, batched, apart))


@dataclass(frozen=True)
class _Form:
    """The sizes of a run, and the form in which its tensors came."""

    seq_len: int
    batch: int
    batched: bool
    apart: bool
    """Whether a module that makes one step was called for each of them."""


@lru_cache(maxsize=64)
def _tensors(architecture: Architecture, form: _Form) -> Mapping[str, Tensor]:
    states = {name: (state, architecture.state_sizes[state]) for state, name in architecture.kept_names.items()}
    found = {name: _sequence(architecture, form, name) for name in ("input", "output")}
    found |= {name: _stacked(architecture, form, name) for name in (f"{state}_n" for state in states)}
    found |= {name: _stacked(architecture, form, name) for name in (f"{state}_0" for state in states)}
    for name, (state, size) in states.items():
        axes = (
            Axis("layer", architecture.num_layers, "num_layers"),
            Axis("direction", architecture.num_directions, "num_directions"),
            Axis("t", form.seq_len, "seq_len"),
            Axis("batch", form.batch, "batch"),
            Axis("unit", size, architecture.cell.size_of(state)),
        )
        found[name] = Tensor(name, state, axes, {}, {})
    return MappingProxyType(found)


def _sequence(architecture: Architecture, form: _Form, name: str) -> Tensor:
    """Input and output: a vector for each time step of each sequence."""
    single = architecture.single_step
    time = [Axis("t", form.seq_len, "seq_len")] if form.apart or not single else []
    rows = [Axis("batch", form.batch, "batch")] if form.batched else []
    lead = [*rows, *time] if architecture.batch_first else [*time, *rows]
    fixed = {axis: 0 for axis, there in (("t", time), ("batch", rows)) if not there}
    if name == "input":
        axes = (*lead, Axis("unit", architecture.input_size, "input_size"))
        return Tensor(name, "x", axes, {}, {**fixed, "layer": 0, "direction": 0})
    fixed["layer"] = architecture.num_layers - 1
    if (variable := architecture.cell.readout) is not None:
        # Read out of the hidden units: no other tensor holds its numbers, but for the state of a Jordan network.
        axes = (*lead, Axis("unit", architecture.readout_size, "readout_size"))
        return Tensor(name, variable, axes, {}, {**fixed, "direction": 0})
    units = architecture.cell.size_of("h")
    if single:
        return Tensor(name, "h", (*lead, Axis("unit", architecture.output_size, units)), {}, {**fixed, "direction": 0})
    axes = (*lead, Axis("feature", architecture.output_size, f"num_directions*{units}"))
    return Tensor(name, "h", axes, {"feature": ("direction", "unit")}, fixed)


def _stacked(architecture: Architecture, form: _Form, name: str) -> Tensor:
    """The states before the first step and after the last one: of every layer and direction."""
    state = {kept: state for state, kept in architecture.kept_names.items()}[name[0]]
    bare, last = architecture.bare_states, name.endswith("_n")
    stack = architecture.num_layers * architecture.num_directions
    first = [] if bare else [Axis("layer_direction", stack, "num_layers*num_directions")]
    rows = [Axis("batch", form.batch, "batch")] if form.batched else []
    axes = (*first, *rows, Axis("unit", architecture.state_sizes[state], architecture.cell.size_of(state)))
    pairs = {"layer_direction": ("layer", "direction")} if first else {}
    fixed = {} if first else {"layer": 0, "direction": 0}
    fixed |= {} if rows else {"batch": 0}
    return Tensor(name, state if last else f"{state}_0", axes, pairs, fixed if last else {**fixed, "t": 0}, last)


def numbers(rec: Recording, tensor: Tensor, index: Mapping[str, Int[np.ndarray, "..."]]) -> Coordinates:
    """Which numbers some elements are: their coordinates, from their places along the tensor's axes."""
    found: dict[str, np.ndarray] = {name: np.asarray(value) for name, value in tensor.fixed.items()}
    for axis in tensor.axes:
        if axis.name in tensor.pairs:
            slow, fast = tensor.pairs[axis.name]
            found[slow], found[fast] = np.divmod(index[axis.name], _run_of(rec, tensor, fast))
        else:
            found[axis.name] = index[axis.name]
    if tensor.last:
        found["t"] = last_step(rec, found["direction"], found["batch"])
    return dict(zip(COORDINATES, np.broadcast_arrays(*(found[name] for name in COORDINATES)), strict=True))


def elements(rec: Recording, tensor: Tensor, coordinates: Coordinates) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Where some numbers of the tensor's variable are in it: whether they are, and the places along its axes."""
    inside = np.ones(coordinates["layer"].shape, bool)
    for name, value in tensor.fixed.items():
        inside &= coordinates[name] == value
    if tensor.last:
        inside &= coordinates["t"] == last_step(rec, coordinates["direction"], coordinates["batch"])
    index: dict[str, np.ndarray] = {}
    for axis in tensor.axes:
        if axis.name in tensor.pairs:
            slow, fast = tensor.pairs[axis.name]
            index[axis.name] = coordinates[slow] * _run_of(rec, tensor, fast) + coordinates[fast]
        else:
            index[axis.name] = coordinates[axis.name]
    return inside, index


def exists(rec: Recording, coordinates: Coordinates) -> np.ndarray:
    """Which of these numbers there are: past the end of a row there is only padding."""
    there: np.ndarray = coordinates["t"] < _lengths(rec)[coordinates["batch"]]
    return there


def last_step(rec: Recording, direction: np.ndarray, batch: np.ndarray) -> np.ndarray:
    """The position of the last step that a direction makes in a row: the row's end, or its beginning."""
    last: np.ndarray = np.where(direction == 0, _lengths(rec)[batch] - 1, 0)
    return last


def values(rec: Recording, name: str) -> np.ndarray:
    """A tensor's numbers, in the form in which the module takes or returns it.

    >>> import torch
    >>> from rnnviz.recorder import record
    >>> rec = record(torch.nn.GRU(2, 3, batch_first=True), torch.zeros(4, 5, 2))
    >>> rec.input.shape, values(rec, "input").shape
    ((5, 4, 2), (4, 5, 2))
    """
    found: np.ndarray = getattr(rec, name)
    if name not in ("input", "h_0", "c_0"):
        return found
    tensor = tensors(rec)[name]
    given = ("t", "batch", "unit") if name == "input" else ("layer_direction", "batch", "unit")
    kept = [axis.name for axis in tensor.axes]
    found = found[tuple(slice(None) if axis in kept else 0 for axis in given)]
    order = [axis for axis in given if axis in kept]
    return found.transpose([order.index(axis) for axis in kept])


def _lengths(rec: Recording) -> Int[np.ndarray, " batch"]:
    return np.asarray(rec.lengths if rec.lengths is not None else (rec.seq_len,) * rec.batch, dtype=np.int64)


def units(rec: Recording, variable: str) -> int:
    """How many coordinates a variable has: the features of the input, the units of a state."""
    return rec.architecture.size(rec.cell.size_of(variable.removesuffix("_0")))


def _run_of(rec: Recording, tensor: Tensor, fast: str) -> int:
    """How many values the faster of two coordinates takes along their axis."""
    return rec.num_directions if fast == "direction" else units(rec, tensor.variable)

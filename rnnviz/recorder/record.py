"""The door: a PyTorch module goes in, a `Recording` comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from rnnviz.cells import CELL_TYPES, CellType
from rnnviz.recorder.checks import check_input, check_labels, check_module, check_state, dtype_name
from rnnviz.recorder.fused import run_layer
from rnnviz.recorder.layer import LayerRun, recompute
from rnnviz.recorder.parity import Parity, difference
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.weights import blocks, parameter_names


def record(
    module: nn.Module,
    input: Tensor,
    hx: Tensor | Sequence[Tensor] | None = None,
    *,
    labels: Sequence[Sequence[str]] | None = None,
    path: str | Path | None = None,
    allow_dropout: bool = False,
) -> Recording:
    """Run a recurrent module and keep every number of it.

    Args:
        module: an ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``; it is left exactly as it was.
        input: ``(seq_len, batch, input_size)``, or batch first if the module says so.
        hx: the initial state as the module takes it; zeros by default.
        labels: a name for every time step of every batch row, for the screen.
        path: a file to save the recording to.
        allow_dropout: record one run with the random dropout between layers of a module in training mode.

    Raises:
        ModuleError: the module cannot be recorded.
        InputError: the input or the labels do not fit the module.
        StateError: hx does not fit the module.

    >>> lstm = nn.LSTM(input_size=3, hidden_size=2)
    >>> rec = record(lstm, torch.zeros(5, 1, 3))
    >>> rec.gates.shape
    (4, 1, 1, 5, 1, 2)
    """
    network = check_module(module, allow_dropout=allow_dropout)
    given = check_input(network, input)
    with torch.no_grad():
        x = given.transpose(0, 1) if network.batch_first else given
        states = check_state(network, hx, x.shape[1], x)
        names = check_labels(labels, x.shape[1], x.shape[0])
        recording = _record(network, x, states, names)
    if path is not None:
        recording.save(path)
    return recording


@dataclass
class _Kept:
    """The arrays of a recording while it is being made."""

    gates: np.ndarray
    sums: np.ndarray
    h: np.ndarray
    c: np.ndarray | None
    parity_h: float = 0.0
    parity_c: float = 0.0


def _record(
    module: nn.RNNBase,
    x: Float[Tensor, "seq_len batch input_size"],
    states: tuple[Tensor, ...],
    labels: tuple[tuple[str, ...], ...] | None,
) -> Recording:
    cell_type = CELL_TYPES[module.mode]
    cell_type = cell_type if module.bias else cell_type.without_bias()
    directions = 2 if module.bidirectional else 1
    seq_len, batch, _ = x.shape
    axes = (module.num_layers, directions, seq_len, batch, module.hidden_size)
    kind = np.float64 if x.dtype == torch.float64 else np.float32
    num_sums = sum(operation.has_product for operation in cell_type.operations)
    kept = _Kept(
        gates=np.empty((len(cell_type.gates), *axes), kind),
        sums=np.empty((num_sums, *axes), kind),
        h=np.empty(axes, kind),
        c=np.empty(axes, kind) if "c" in cell_type.states else None,
    )
    weights = _weights(module)
    finals: list[tuple[Tensor, ...]] = []
    read: list[Tensor] = []
    output = x
    for layer in range(module.num_layers):
        if layer and module.training and module.dropout:
            output = functional.dropout(output, module.dropout, training=True)
            read.append(output)
        pair = slice(layer * directions, (layer + 1) * directions)
        initial = [state[pair].contiguous() for state in states]
        below, (output, final) = output, run_layer(module, layer, output, initial)
        finals.append(final)
        for direction in range(directions):
            run = LayerRun(
                x=_wide(below),
                h=_wide(output[..., direction * module.hidden_size : (direction + 1) * module.hidden_size]),
                initial={name: _wide(state[direction]) for name, state in zip(cell_type.states, initial, strict=True)},
                weights=blocks(cell_type, weights, layer, direction, bias=module.bias, hidden_size=module.hidden_size),
                reverse=direction == 1,
            )
            _keep(kept, (layer, direction), cell_type, recompute(cell_type, run), run, final)
    ends = [torch.cat(parts) for parts in zip(*finals, strict=True)]
    return Recording(
        mode=module.mode,
        dtype=dtype_name(x.dtype),
        bias=module.bias,
        batch_first=module.batch_first,
        input=_array(x),
        output=_array(output.transpose(0, 1) if module.batch_first else output),
        h_n=_array(ends[0]),
        c_n=_array(ends[1]) if len(ends) > 1 else None,
        h_0=_array(states[0]),
        c_0=_array(states[1]) if len(states) > 1 else None,
        gates=_frozen(kept.gates),
        weighted_sums=_frozen(kept.sums),
        h=_frozen(kept.h),
        c=None if kept.c is None else _frozen(kept.c),
        parity=Parity(kept.parity_h, None if kept.c is None else kept.parity_c),
        weights=MappingProxyType({name: _array(value) for name, value in weights.items()}),
        labels=labels,
        layer_inputs=tuple(_array(layer) for layer in read) if read else None,
    )


def _keep(
    kept: _Kept,
    place: tuple[int, int],
    cell_type: CellType,
    values: Mapping[str, Tensor],
    run: LayerRun,
    final: tuple[Tensor, ...],
) -> None:
    """Put one layer and direction in its place, and compare it with what the module returned."""
    for row, gate in enumerate(cell_type.gates):
        kept.gates[row][place] = values[gate].cpu().numpy()
    sums = [operation.name for operation in cell_type.operations if operation.has_product]
    for row, name in enumerate(sums):
        kept.sums[row][place] = values[name].cpu().numpy()
    kept.h[place] = run.h.cpu().numpy()
    kept.parity_h = max(kept.parity_h, difference(values["h"], run.h))
    if kept.c is not None:
        kept.c[place] = values["c"].cpu().numpy()
        last = values["c"][0 if run.reverse else -1]
        kept.parity_c = max(kept.parity_c, difference(last, _wide(final[1][place[1]])))


def _weights(module: nn.RNNBase) -> dict[str, Tensor]:
    """Every parameter by its name, wide enough to compute with."""
    return {
        name: _wide(getattr(module, name))
        for layer in range(module.num_layers)
        for direction in range(2 if module.bidirectional else 1)
        for name in parameter_names(layer, direction, bias=module.bias)
    }


def _wide(value: Tensor) -> Tensor:
    """Half types as float32; others as they are."""
    return value.detach() if value.dtype in (torch.float32, torch.float64) else value.detach().float()


def _array(value: Tensor) -> np.ndarray:
    """A read-only copy in NumPy."""
    return _frozen(_wide(value).cpu().numpy().copy())


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array

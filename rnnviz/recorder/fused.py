"""PyTorch's fused kernels, one layer at a time.

A stacked module run layer by layer gives the same numbers bit for bit, and shows what each layer hands to the next.
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.rows import Rows

_CELLS: dict[str, Callable[..., Any]] = {
    "LSTM": torch.lstm_cell,
    "GRU": torch.gru_cell,
    "RNN_TANH": torch.rnn_tanh_cell,
    "RNN_RELU": torch.rnn_relu_cell,
}
_KERNELS: dict[str, Callable[..., Any]] = {
    "LSTM": torch.lstm,
    "GRU": torch.gru,
    "RNN_TANH": torch.rnn_tanh,
    "RNN_RELU": torch.rnn_relu,
}


def run_layer(
    architecture: Architecture,
    rows: Rows,
    x: Float[Tensor, "... features"],
    initial: Sequence[Float[Tensor, "num_directions batch _"]],
    weights: Sequence[Tensor],
) -> tuple[Float[Tensor, "rows output_size"], tuple[Float[Tensor, "num_directions batch _"], ...]]:
    """One layer, all its directions: its output and its final states (h, and c where there is one)."""
    mode = architecture.mode
    if architecture.single_step:
        states = [state[0] for state in initial]
        found = _CELLS[mode](x.reshape(rows.batch, x.shape[-1]), states if mode == "LSTM" else states[0], *weights)
        final = found if isinstance(found, tuple) else (found,)
        return final[0], tuple(state.unsqueeze(0) for state in final)
    if not architecture.proj_size and not x.is_cuda:
        return _fused(architecture, rows, x, initial, weights)
    with warnings.catch_warnings():
        # PyTorch warns of slower ways through its kernels; that is the module's doing, not the recording's.
        warnings.filterwarnings("ignore", message="LSTM with projections is not supported")
        warnings.filterwarnings("ignore", message="RNN module weights are not part of single contiguous chunk")
        return _fused(architecture, rows, x, initial, weights)


def _fused(
    architecture: Architecture, rows: Rows, x: Tensor, initial: Sequence[Tensor], weights: Sequence[Tensor]
) -> tuple[Tensor, tuple[Tensor, ...]]:
    mode = architecture.mode
    # has_biases, num_layers, dropout, train, bidirectional
    options = (architecture.bias, 1, 0.0, False, architecture.num_directions == 2)
    hx = list(initial) if mode == "LSTM" else initial[0]
    if rows.lengths is None:
        grid = x if x.dim() == 3 else x.view(rows.seq_len, rows.batch, x.shape[-1])
        output, *final = _KERNELS[mode](grid, hx, weights, *options, False)
        return output.reshape(rows.count, output.shape[-1]), tuple(final)
    output, *final = _KERNELS[mode](x, torch.from_numpy(rows.batch_sizes), hx, weights, *options)
    return output, tuple(final)

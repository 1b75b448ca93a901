"""PyTorch's fused kernels, one layer at a time.

A stacked module run layer by layer gives the same numbers bit for bit, and shows what each layer hands to the next.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.weights import parameter_names


def run_layer(
    module: nn.RNNBase,
    layer: int,
    x: Float[Tensor, "seq_len batch features"],
    initial: Sequence[Float[Tensor, "num_directions batch hidden_size"]],
) -> tuple[Float[Tensor, "seq_len batch num_directions*hidden_size"], tuple[Tensor, ...]]:
    """One layer, all its directions: its output and its final states (h, and c where there is one)."""
    weights = [
        getattr(module, name)
        for direction in range(2 if module.bidirectional else 1)
        for name in parameter_names(layer, direction, bias=module.bias)
    ]
    # has_biases, num_layers, dropout, train, bidirectional, batch_first
    options = (module.bias, 1, 0.0, False, module.bidirectional, False)
    if module.mode == "LSTM":
        output, h, c = torch.lstm(x, list(initial), weights, *options)
        return output, (h, c)
    kernel = {"GRU": torch.gru, "RNN_TANH": torch.rnn_tanh, "RNN_RELU": torch.rnn_relu}[module.mode]
    output, h = kernel(x, initial[0], weights, *options)
    return output, (h,)
